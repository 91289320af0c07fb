import { readPass } from '../scoring/journal/code.ts';
import { passOf } from './code.ts';
import { dayOf, endOfDay } from './day.ts';
import type { Env } from './env.ts';
import { findDoor } from './store/pass.ts';

/** Stands for whatever is no pass at all, so that it costs what a wrong one costs. */
const NOBODY = { sitting: '0000', serial: 0, timeZone: 'Asia/Taipei' };

/** What a pass opens, and until when. */
export interface Opened {
  sitting: string;
  serial: number;
  expiresAt: number;
}

/**
 * Reads a pass that somebody typed or scanned. Undefined for every wrong one, with the same work
 * done: a slip of the finger, an unknown sitting, another day, one that was revoked.
 */
export async function openPass(env: Env, text: string, now: number): Promise<Opened | undefined> {
  const reading = readPass(text);
  const sitting = reading.ok ? reading.code.slice(0, 4) : NOBODY.sitting;
  const found = await findDoor(env.DB, sitting);
  const { serial, timeZone } = found ?? NOBODY;
  const day = dayOf(now, timeZone);
  const right = await passOf(env.MASTER_SECRET, { sitting, day, serial });
  const matches = isSame(right, reading.ok ? reading.code : '');
  if (!matches || !found) return undefined;
  return { sitting, serial, expiresAt: endOfDay(now, timeZone) };
}

/** Takes as long wherever the two differ. */
function isSame(right: string, given: string): boolean {
  let difference = right.length ^ given.length;
  for (let at = 0; at < right.length; at++) {
    difference |= right.charCodeAt(at) ^ (given.charCodeAt(at) || 0);
  }
  return difference === 0;
}
