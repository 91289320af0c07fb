import { makeCard, PIN_LIMIT, SPARE_SEATS } from '../scoring/journal/card.ts';
import { drawSymbols, isPlain, makePass, makeUnlockCode } from '../scoring/journal/code.ts';
import { deriveKey } from './seal.ts';

/**
 * The codes that a sitting prints. All derive from the master secret, so that a sheet printed again
 * is the same sheet. One with a check symbol that nobody finds on a keyboard is drawn again.
 */

/** By which a device prepares itself for the sitting: nobody's card. */
export function classCodeOf(master: string, sitting: string): Promise<string> {
  return drawCard(master, `class-code/${sitting}`, { sitting, seat: 0 });
}

export interface SpareCard {
  /** 1, 2 or 3. */
  number: number;
  seat: number;
  card: string;
}

/** Spare cards of a sitting, but for the seats that its class list has taken. */
export function spareCardsOf(
  master: string,
  sitting: string,
  taken: readonly number[],
): Promise<SpareCard[]> {
  const free = SPARE_SEATS.map((seat, i) => ({ number: i + 1, seat })).filter(
    ({ seat }) => !taken.includes(seat),
  );
  return Promise.all(
    free.map(async ({ number, seat }) => ({
      number,
      seat,
      card: await drawCard(master, `spare/${sitting}/${seat}`, { sitting, seat }),
    })),
  );
}

/** Unwraps the content key on a device with no network. */
export function unlockCodeOf(master: string, sitting: string): Promise<string> {
  return drawPlain(master, `unlock/${sitting}`, (bytes) => makeUnlockCode(drawSymbols(bytes, 13)));
}

/** The proctor's pass of a sitting on a day; a revoked one has an older serial. */
export function passOf(
  master: string,
  { sitting, day, serial }: { sitting: string; day: string; serial: number },
): Promise<string> {
  return drawPlain(master, `pass/${sitting}/${day}/${serial}`, (bytes) =>
    makePass(sitting, drawSymbols(bytes, 10)),
  );
}

function drawCard(master: string, purpose: string, place: { sitting: string; seat: number }) {
  return drawPlain(master, purpose, (bytes) => makeCard({ ...place, pin: drawPin(bytes) }));
}

/** 32 of the bits, of which the limit is a divisor: every PIN is as likely. */
function drawPin(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % PIN_LIMIT;
}

async function drawPlain(
  master: string,
  purpose: string,
  make: (bytes: Uint8Array) => string,
): Promise<string> {
  for (let n = 1; ; n += 1) {
    const key = await deriveKey(master, n === 1 ? purpose : `${purpose}/${n}`);
    const code = make(Uint8Array.from(atob(key), (symbol) => symbol.charCodeAt(0)));
    if (isPlain(code)) return code;
  }
}
