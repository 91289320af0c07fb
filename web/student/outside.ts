import type { Clock } from '../../scoring/journal/clock.ts';
import type { Outside } from '../../scoring/journal/outside.ts';
import type { Medium } from '../../scoring/wire/event.ts';
import { readLocale } from '../kit/locale.svelte.ts';
import { fetchSealed, openSealed } from './sealed-package.ts';
import { network } from './server.ts';

/** The clocks of this page. */
export const clock: Clock = {
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

function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function medium(): Medium {
  const points = (kind: string) => matchMedia(`(pointer: ${kind})`).matches;
  return {
    pointer: points('fine') ? 'fine' : points('coarse') ? 'coarse' : 'none',
    touch: navigator.maxTouchPoints > 0,
    width: Math.round(innerWidth),
    height: Math.round(innerHeight),
    language: readLocale(),
  };
}

/** What the protocol needs of this page. */
export function openOutside(): Outside {
  /** Bytes that were fetched wait here for their key. */
  const fetched = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    network,
    clock,
    after,
    random: Math.random,
    makeId: () => crypto.randomUUID(),
    makeSecret,
    medium,
    async unseal({ sitting, package: hash }, key) {
      const sealed = fetched.get(hash) ?? (await fetchSealed(sitting, hash));
      if (!sealed) return undefined;
      fetched.set(hash, sealed);
      return key === undefined ? undefined : openSealed(sealed, key);
    },
  };
}
