import type { Board } from '../../../scoring/wire/board.ts';
import type { ApiFault } from '../../kit/api.ts';

/** A board and the device time at which it came. */
export interface Shown {
  board: Board;
  at: number;
}

/**
 * The server's time at `clock`, the device's: what the board said, carried on. That the link is
 * alive does not count: a room that has gone silent changes no board, and yet its silence grows.
 */
export function carryOn({ board, at }: Shown, clock: number): number {
  return board.now + Math.max(0, clock - at);
}

/** Asking again would be refused again: nobody is signed in, or not this reader's, or no sitting. */
export function isFinal(fault: ApiFault | undefined): boolean {
  return fault?.kind === 'refused' && [401, 403, 404].includes(fault.problem.status);
}
