/** `missing`: the device has no such store at all. */
export type LogFault = 'missing' | 'full' | 'failed';

/** A store refused or failed. */
export class StoreFault extends Error {
  readonly why: LogFault;
  constructor(why: LogFault) {
    super(`the device's store: ${why}`);
    this.name = 'StoreFault';
    this.why = why;
  }
}

/** Between two tries at a call that failed, in ms: a store is often only busy. */
const PAUSES = [100, 400, 1_500];

/**
 * Runs a call again where it fails, a few times, and throws its last error; a store that the
 * browser lacks is not asked again.
 */
export async function tryHard<T>(
  run: () => Promise<T>,
  pause: (ms: number) => Promise<void>,
): Promise<T> {
  for (const ms of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof StoreFault && error.why === 'missing') throw error;
      await pause(ms);
    }
  }
  return run();
}
