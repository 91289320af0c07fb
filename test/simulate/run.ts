import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { FAULTS, getFault } from './faults.ts';
import { FULL, type Outcome, runLesson, SMALL } from './lesson.ts';
import type { Share } from './share.ts';
import { ALL_TROUBLES } from './trouble.ts';

const USAGE = `npm run simulate -- [--seeds N] [--seed S] [--full] [--fault NAME] [--faults] [--log]
  --seeds N     lessons (500)
  --seed S      the first one's seed (1); the others follow
  --full        30 pupils, 400 answers each, 45 minutes; without it 3 pupils, 60 answers, 5 minutes
  --fault NAME  with this mistake planted: ends at the first lesson that shows it
  --faults      plants each mistake in turn: N lessons at most until it shows (100)
  --log         tells all that happens in one lesson`;

interface Order {
  first: number;
  count: number;
  isFull: boolean;
  fault: string | undefined;
}

/** All lessons, on as many threads as there are processors; in the order of their seeds. */
async function runAll({ first, count, isFull, fault }: Order): Promise<Outcome[]> {
  const threads = Math.min(count, availableParallelism());
  const shares = Array.from({ length: threads }, (_, thread): Share => {
    const all = Array.from({ length: count }, (_, i) => first + i);
    return { seeds: all.filter((seed) => (seed - first) % threads === thread), isFull, fault };
  });
  const done = await Promise.all(shares.map(runShare));
  return done.flat().sort((a, b) => a.seed - b.seed);
}

function runShare(share: Share): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    const outcomes: Outcome[] = [];
    const thread = new Worker(`${import.meta.dirname}/share.ts`, { workerData: share });
    thread.on('message', (outcome: Outcome) => {
      outcomes.push(outcome);
      tell(outcome, share.isFull);
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      resolve(outcomes);
    });
  });
}

function tell({ seed, violations }: Outcome, isFull: boolean): void {
  for (const { invariant, at, what } of violations)
    console.log(`seed ${seed}: ${invariant} at ${(at / 1000).toFixed(1)} s: ${what}`);
  const full = isFull ? ' --full' : '';
  if (violations.length > 0)
    console.log(`  again: npm run simulate -- --seed ${seed} --seeds 1${full} --log`);
}

/** True where nothing went wrong and everything was tried. */
async function simulate(order: Order): Promise<boolean> {
  const started = performance.now();
  const outcomes = await runAll(order);
  const seconds = (performance.now() - started) / 1000;
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
  const struck = ALL_TROUBLES.map((name) => ({ name, n: sum((one) => one.struck.get(name) ?? 0) }));
  const bad = outcomes.filter(({ violations }) => violations.length > 0).length;
  const again = await runLesson(order.first, { size: order.isFull ? FULL : SMALL });
  const isSame = again.digest === outcomes[0]?.digest;
  const speed = sum((one) => one.passed) / 1000 / seconds;
  console.log(struck.map(({ name, n }) => `${name} ${n}`).join(' · '));
  console.log(
    `${outcomes.length} ${order.isFull ? 'full' : 'small'} lessons in ${seconds.toFixed(1)} s ` +
      `(${(outcomes.length / seconds).toFixed(2)} a second, ${speed.toFixed(0)} × real time), ` +
      `${sum((one) => one.edits)} answers, ${sum((one) => one.steps)} events`,
  );
  console.log(
    `seed ${order.first} ${again.digest}${isSame ? ', twice the same' : ': NOT THE SAME TWICE'}`,
  );
  const missing = struck.filter(({ n }) => n === 0).map(({ name }) => name);
  if (missing.length > 0) console.log(`never happened: ${missing.join(', ')}`);
  console.log(`${bad} lessons with violations`);
  // A few large classes need not meet everything; many small ones must.
  return bad === 0 && isSame && (order.isFull || missing.length === 0);
}

/** True where the planted fault shows within so many lessons. */
async function find(
  fault: string,
  { first, count, isFull }: Omit<Order, 'fault'>,
): Promise<boolean> {
  for (let seed = first; seed < first + count; seed += 1) {
    const size = isFull ? FULL : SMALL;
    const { violations } = await runLesson(seed, { size, planted: getFault(fault)() });
    const [one] = violations;
    if (!one) continue;
    console.log(`${fault}: seed ${seed}, ${one.invariant}: ${one.what}`);
    return true;
  }
  console.log(`${fault}: NOT FOUND in ${count} lessons`);
  return false;
}

function readWhole(word: string): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`"${word}" is no count`);
  return value;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string', default: '1' },
      full: { type: 'boolean', default: false },
      fault: { type: 'string' },
      faults: { type: 'boolean', default: false },
      log: { type: 'boolean', default: false },
    },
  });
  const { full: isFull, fault } = values;
  const isHunt = values.faults || fault !== undefined;
  const count = readWhole(values.seeds ?? (isHunt ? '100' : '500'));
  const first = readWhole(values.seed);
  if (values.log) {
    const planted = fault === undefined ? undefined : getFault(fault)();
    const size = isFull ? FULL : SMALL;
    const { violations } = await runLesson(first, { size, planted, tell: console.log });
    return violations.length === 0;
  }
  if (!isHunt) return simulate({ first, count, isFull, fault });
  let isFound = true;
  for (const name of fault === undefined ? Object.keys(FAULTS) : [fault])
    isFound = (await find(name, { first, count, isFull })) && isFound;
  return isFound;
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
