import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { listForms } from '../../items/bank.ts';
import { composeForm } from '../../items/seal.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { readEdgeCpu } from './cpu.ts';
import { openScript } from './edge.ts';
import type { Line } from './figure.ts';

/** The very bundler that wrangler brings. */
const { buildSync } = createRequire(createRequire(import.meta.url).resolve('wrangler'))(
  'esbuild',
) as { buildSync: (options: unknown) => { outputFiles: { text: string }[] } };

const PUPILS = 400;
const ROUNDS = 5;
const TARGET = 5;

/** Marks all pupils that it is sent, with keys parsed afresh, as the worker does for a batch. */
const MARKING = `
import { DurableObject } from 'cloudflare:workers';
import { markAttempt } from './scoring/mark/attempt.ts';
export class Store extends DurableObject {}
export default {
  async fetch(request) {
    const { items, keys, uncounted, pupils } = await request.json();
    const visited = items.map(({ id }) => id);
    let raw = 0;
    for (const responses of pupils)
      raw += markAttempt({ items, keys, uncounted, voided: [], responses, visited, spent: {} }).raw;
    return Response.json({ raw });
  },
};`;

/**
 * CPU milliseconds in workerd to mark one pupil's whole form, programs, hidden worlds and diagnoses
 * included, over pupils who answer with the specimens of the keys, right and wrong ones alike: more
 * wrong answers, which cost most, than a class gives. Reading the request counts too. One line a
 * form; none where the kernel tells no CPU time.
 */
export async function benchMarking(): Promise<Line[]> {
  if (readEdgeCpu() === undefined) return [];
  const edge = await openScript(bundleMarking());
  try {
    const lines: Line[] = [];
    for (const id of listForms()) lines.push(await measureForm(edge.base, id));
    return lines;
  } finally {
    await edge.close();
  }
}

async function measureForm(base: string, id: string): Promise<Line> {
  const form = composeForm(id);
  const { keys, uncounted } = form;
  const { items } = form.package;
  const body = JSON.stringify({ items, keys, uncounted, pupils: drawPupils(form) });
  const mark = async () => {
    const answer = await fetch(base, { method: 'POST', body });
    if (!answer.ok) throw new Error(`marking answered ${answer.status}`);
    await answer.body?.cancel();
  };
  await mark();
  const since = readEdgeCpu() ?? Number.NaN;
  for (let round = 0; round < ROUNDS; round++) await mark();
  const spent = (readEdgeCpu() ?? Number.NaN) - since;
  const each = spent / ROUNDS / PUPILS;
  return {
    name: `marking a pupil's form ${id}, ${items.length} items, CPU in workerd`,
    figure: `${each.toFixed(2)} ms`,
    ratio: `${(each / TARGET).toFixed(2)} × the most allowed, ${TARGET} ms`,
  };
}

/** For each pupil and item one of the key's specimens, each as likely; the same ones every time. */
function drawPupils({ package: { items }, keys }: FormDocument): Record<string, Response>[] {
  let seed = 1;
  const draw = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: PUPILS }, () => {
    const responses: Record<string, Response> = {};
    for (const { id } of items) {
      const key = keys.find(({ item }) => item === id);
      const specimens = [...(key?.solutions ?? []), ...(key?.wrong ?? [])];
      const response = specimens[draw(specimens.length)]?.response;
      if (response) responses[id] = response;
    }
    return responses;
  });
}

function bundleMarking(): string {
  const { outputFiles } = buildSync({
    stdin: { contents: MARKING, resolveDir: resolve(import.meta.dirname, '../..'), loader: 'js' },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['cloudflare:workers'],
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('the marking could not be bundled');
  return file.text;
}
