import type { Batch } from '../wire/batch.ts';
import { genesis, link } from './chain.ts';
import { hasSeq } from './line.ts';

/** How far a journal's epoch is stored: last sequence number and the chain's hash there. */
export interface Head {
  seq: number;
  hash: string;
}

/** Head of an epoch of which nothing is stored. */
export function emptyHead(attempt: string, epoch: number): Head {
  return { seq: 0, hash: genesis(attempt, epoch) };
}

export type Acceptance =
  /** New lines to store, the first with sequence number `from`; `head` holds after storing them. */
  | { kind: 'append'; from: number; lines: string[]; head: Head }
  /** Nothing new. */
  | { kind: 'duplicate' }
  /** Earlier events are missing: answer the head, and the device sends from there. */
  | { kind: 'gap' }
  /** Another history than the one that is stored. */
  | { kind: 'fork' }
  | { kind: 'malformed'; why: string };

/**
 * What the server does with a batch, given the stored head. Sending twice is sending once, and a
 * batch that overlaps what is stored adds its new tail only, after its old part was checked against
 * the chain. Pure; the caller stores.
 */
export function acceptBatch(head: Head, batch: Batch): Acceptance {
  for (const [i, line] of batch.lines.entries()) {
    if (!hasSeq(line, batch.from + i))
      return { kind: 'malformed', why: `line ${i + 1} is not event ${batch.from + i}` };
  }
  const known = head.seq - (batch.from - 1);
  if (known < 0) return { kind: 'gap' };
  let hash = batch.prev;
  for (const line of batch.lines.slice(0, known)) hash = link(hash, line);
  if (batch.lines.length < known) return { kind: 'duplicate' };
  if (hash !== head.hash) return { kind: 'fork' };
  const fresh = batch.lines.slice(known);
  if (fresh.length === 0) return { kind: 'duplicate' };
  for (const line of fresh) hash = link(hash, line);
  return {
    kind: 'append',
    from: head.seq + 1,
    lines: fresh,
    head: { seq: head.seq + fresh.length, hash },
  };
}
