import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { ClosingInput } from '../../scoring/close/input.ts';
import { listSteps, type Results } from '../../scoring/close/results.ts';
import { runSlice } from '../../scoring/close/run.ts';
import { WORK } from '../../scoring/close/work.ts';
import { makeClosingInput } from './close-input.ts';

/**
 * Closes so many pupils slice by slice as the campaign's object does it: each slice loads the input
 * and what its step reads, as copies, and keeps what it came to outside. Prints one JSON line: CPU
 * seconds of the heaviest slice, and the most memory that was alive at the end of one.
 */
const store = mkdtempSync(join(tmpdir(), 'close-'));
const put = (name: string, value: unknown) => {
  writeFileSync(join(store, name), serialize(value));
};
const get = (name: string): unknown => deserialize(readFileSync(join(store, name)));

put('input', makeClosingInput(Number(process.argv[2])));
const heaviest = { cpu: 0, step: '' };
const largest = { live: 0, step: '' };
let slices = 0;
for (const step of listSteps()) {
  put('partial', null);
  for (let ended = false; !ended;) {
    ended = slice(step);
    slices++;
  }
}
rmSync(store, { recursive: true });
console.log(JSON.stringify({ heaviest, largest, slices }));

function slice(step: ReturnType<typeof listSteps>[number]): boolean {
  const since = process.cpuUsage();
  const input = get('input') as ClosingInput;
  const results = Object.fromEntries(WORK[step].reads.map((name) => [name, get(name)])) as Results;
  const done = runSlice(input, results, { step, partial: get('partial') });
  if (done.kind === 'more') put('partial', done.partial);
  else put(step, done.result);
  const { user, system } = process.cpuUsage(since);
  const cpu = (user + system) / 1e6;
  if (cpu > heaviest.cpu) Object.assign(heaviest, { cpu, step });
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  // Named after the measuring, so that all of it was alive until then.
  const held = { input, results, done };
  const live = (heapUsed + arrayBuffers) / 1e6;
  if (live > largest.live) Object.assign(largest, { live, step });
  return held.done.kind === 'done';
}
