import { parentPort, workerData } from 'node:worker_threads';
import { getFault } from './faults.ts';
import { FULL, type Outcome, runLesson, SMALL } from './lesson.ts';

/** What one thread is to run. */
export interface Share {
  seeds: number[];
  isFull: boolean;
  /** Name of a planted fault. */
  fault: string | undefined;
}

/** Each run's outcome is told as soon as it is there. */
const { seeds, isFull, fault } = workerData as Share;
const plant = fault === undefined ? undefined : getFault(fault);
for (const seed of seeds) {
  const outcome: Outcome = await runLesson(seed, {
    size: isFull ? FULL : SMALL,
    planted: plant?.(),
  });
  parentPort?.postMessage(outcome);
}
