import type { Resume } from '../wire/entry.ts';
import type { JournalPlace } from '../wire/event.ts';
import { genesis } from './chain.ts';
import type { Clock } from './clock.ts';
import type { LogHeader } from './frame.ts';
import { type Happening, Journal } from './journal.ts';
import { parseLine } from './line.ts';
import { replay, replayOn } from './replay.ts';
import type { JournalStore } from './store.ts';

/** An epoch as far as it is known here. */
export interface Source {
  readonly header: LogHeader;
  readonly lines: readonly string[];
  readonly hashes: readonly string[];
}

/** Where an epoch ends, and what it comes to. */
export function endOf({ header, lines, hashes }: Source): Resume {
  const { attempt, epoch, form } = header;
  const from = { attempt, epoch, seq: lines.length, head: hashes[lines.length] ?? '' };
  return { from, state: replay(lines, form) };
}

/** Is this place on one of these epochs, or the one from which one of them goes on? */
export function knows(sources: readonly Source[], { epoch, seq, head }: JournalPlace): boolean {
  return sources.some(({ header, lines, hashes }) => {
    if (header.epoch === epoch) return hashes[seq] === head;
    const first = parseLine(lines[0] ?? '');
    return first?.type === 'start' && first.resume?.from.head === head;
  });
}

/** The number of an epoch that neither side has yet. */
export function nextEpoch({ attempt, epoch }: LogHeader, from: JournalPlace | undefined): number {
  return Math.max(epoch, from?.attempt === attempt ? from.epoch : 0) + 1;
}

/**
 * What a new epoch begins with: the state that the server counts, then what it lacks, as events of
 * the epoch's own, for a state that was merely taken over counts for nothing. `last` is the epoch
 * before it on this device; without a word from the server its end is all there is to go on from.
 */
export function takeOver(
  last: Source,
  counted: Resume | undefined,
  unsent: readonly string[],
): Happening[] {
  const { form } = last.header;
  if (!counted) return [{ type: 'start', form, resume: endOf(last) }];
  const spent = replayOn(
    { state: counted.state, clock: undefined, own: 0 },
    unsent.filter((line) => parseLine(line)?.type !== 'start'),
  ).state.spent;
  const resume = { from: chooseFrom(last, counted.from), state: { ...counted.state, spent } };
  return [{ type: 'start', form, resume }, ...unsent.flatMap(rewrite)];
}

/** An epoch of ours that the server has not heard of must not stand beside the new one. */
function chooseFrom(last: Source, from: JournalPlace): JournalPlace {
  const { attempt, epoch } = last.header;
  const isApart = from.attempt === attempt && from.epoch !== epoch && last.lines.length > 0;
  return isApart ? endOf(last).from : from;
}

/** The event once more, without its place in the journal; nothing for what changes no state. */
function rewrite(line: string): Happening[] {
  const event = parseLine(line);
  switch (event?.type) {
    case 'visit':
      return [{ type: event.type, item: event.item }];
    case 'answer': {
      const { type, item, response, reason } = event;
      return [{ type, item, response, reason }];
    }
    case 'run': {
      const { type, item, world, ended, solved, steps } = event;
      return [{ type, item, world, ended, solved, steps }];
    }
    case 'flag':
      return [{ type: event.type, item: event.item, on: event.on }];
    case 'help':
      return [{ type: event.type, on: event.on }];
    case 'handin':
      return [{ type: event.type }];
    default:
      return [];
  }
}

/** A journal in a new log: what is written before that is there waits for it. */
export function openEpoch(
  store: JournalStore,
  header: LogHeader,
  clock: Clock,
  told: (stored: boolean) => void,
): Journal {
  const created = store.create(header).catch(() => undefined);
  const append: JournalStore['append'] = async (to, entries) => {
    await created;
    await store.append(to, entries);
  };
  const hashes = [genesis(header.attempt, header.epoch)];
  return new Journal({ ...store, append }, { header, lines: [], hashes }, clock, told);
}
