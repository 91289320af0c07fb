import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ApiFault, openApi } from './demo/api.ts';
import { type DemoCity, buildCity } from './demo/city.ts';
import { writeCity, writeInput } from './demo/files.ts';
import { loadPast } from './demo/load-past.ts';
import {
  awaitScores,
  loadCity,
  loadForms,
  loadLessons,
  loadPlans,
  publishCampaign,
} from './demo/load.ts';
import { type ClosedCensus, closePast } from './demo/past.ts';
import { BankFault } from './fault.ts';

const USAGE = `npm run demo -- [--pupils N] [--seed S] [--out DIR | --to ADDRESS]
  --pupils N    pupils of the census, 8 to 500000 (5000)
  --seed S      another city for another word (harbour)
  --out DIR     write the city as files here (dist/demo), and its earlier censuses as inputs of a close
  --to ADDRESS  fill a running, empty demo server, such as http://localhost:8787`;

/** What the command line asks for; a fault in words where it cannot be understood. */
export type Order =
  | { ok: true; pupils: number; seed: string; out: string; to: string | undefined }
  | { ok: false; why: string };

export function readArguments(args: string[]): Order {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({ args, options: { pupils: text, seed: text, out: text, to: text } }));
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
  const { pupils = '5000', seed = 'harbour', out = 'dist/demo', to } = values;
  if (!/^\d+$/.test(pupils) || Number(pupils) < 8 || Number(pupils) > 500_000)
    return { ok: false, why: `--pupils wants a whole number from 8 to 500000, not "${pupils}"` };
  if (seed === '') return { ok: false, why: '--seed wants a word' };
  if (to !== undefined && values.out !== undefined)
    return { ok: false, why: '--out and --to exclude one another' };
  if (to !== undefined && !/^https?:$/.test(URL.parse(to)?.protocol ?? ''))
    return { ok: false, why: `--to wants an address such as http://localhost:8787, not "${to}"` };
  return { ok: true, pupils: Number(pupils), seed, out, to };
}

/** Seconds since the last call, for lines such as `forms: 2 (0.4 s)`. */
function openWatch(): () => string {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = ((now - last) / 1000).toFixed(1);
    last = now;
    return `(${seconds} s)`;
  };
}

async function toFiles(demo: DemoCity, out: string): Promise<void> {
  const watch = openWatch();
  let attempts = 0;
  let lessons = 0;
  writeCity(out, demo, (more) => {
    attempts += more;
    lessons += 1;
    if (lessons % 50 === 0) console.log(`lessons: ${lessons} of ${demo.sittings.length}`);
  });
  console.log(`attempts: ${attempts} ${watch()}`);
  for await (const closed of closePast(demo)) {
    writeInput(out, closed.input);
    console.log(`${describePast(closed)} ${watch()}`);
  }
  console.log(`written to ${out}`);
}

function describePast({ campaign, input, documents }: ClosedCensus): string {
  const without = documents.past ? '' : ', too few for a scale';
  return `${campaign.id}: ${input.matrix.ids.length} pupils tested${without}`;
}

async function toServer(demo: DemoCity, to: string): Promise<void> {
  const api = openApi(to);
  const watch = openWatch();
  const forms = await loadForms(api, demo);
  console.log(`forms: ${forms.size} ${watch()}`);
  await loadCity(api, demo, Date.now());
  console.log(`city: ${demo.city.schools.length} schools ${watch()}`);
  await loadPlans(api, demo.sittings);
  console.log(`class lists: ${demo.sittings.length} ${watch()}`);
  const total = { lessons: 0, attempts: 0, batches: 0, events: 0 };
  await loadLessons(api, { demo, forms, sittings: demo.sittings }, (played) => {
    total.lessons += 1;
    total.attempts += played.attempts;
    total.batches += played.batches;
    total.events += played.events;
    if (total.lessons % 20 === 0) console.log(`lessons: ${total.lessons}`);
  });
  const { attempts, batches, events } = total;
  console.log(`journals: ${attempts} attempts, ${batches} batches, ${events} events ${watch()}`);
  await loadPast(api, demo, (closed) => {
    console.log(`${describePast(closed)} ${watch()}`);
  });
  for (const { id } of demo.city.campaigns) await awaitScores(api, demo, id);
  console.log(`scored: ${attempts} attempts ${watch()}`);
  await loadCity(api, demo);
  const census = demo.city.campaigns.find(({ kind }) => kind === 'census');
  if (!census) throw new Error('the city has no census');
  const release = await publishCampaign(api, census.id, (step) => {
    console.log(`closing: ${step}`);
  });
  console.log(`published: ${census.id}, release ${release} ${watch()}`);
}

async function main(): Promise<void> {
  const order = readArguments(process.argv.slice(2));
  if (!order.ok) {
    console.error(`${order.why}\n\n${USAGE}`);
    process.exitCode = 1;
    return;
  }
  const { pupils, seed, out, to } = order;
  const demo = buildCity({ seed, pupils, now: Date.now() });
  console.log(`fictional city "${seed}": ${pupils} pupils, ${demo.sittings.length} classes`);
  if (to === undefined) await toFiles(demo, resolve(out));
  else await toServer(demo, to);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof ApiFault) && !(error instanceof BankFault)) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
