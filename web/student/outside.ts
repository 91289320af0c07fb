import type { JournalClock } from './journal/journal.ts';

/** The clocks of this page. */
export const clock: JournalClock = {
  monotonic: () => Math.round(performance.now()),
  wall: () => Date.now(),
};

/** Runs `run` once after `ms`; the answer takes it back. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => {
    clearTimeout(timer);
  };
}

/** Attempts whose journals some tab of this browser has open. */
export async function listHeld(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => /^\/journal\/([^/]+)\//.exec(name ?? '')?.[1] ?? []);
}

/** 128 random bits in lower-case hex. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
