import { parseLine } from '../../scoring/journal/line.ts';
import { applyEvent, startReplay, type Replayed } from '../../scoring/journal/replay.ts';
import type { AttemptState, JournalEvent } from '../../scoring/wire/event.ts';
import { listBatches } from './batch.ts';
import type { EpochRecord, EpochSummary } from './epoch.ts';

interface Folded {
  /** Events folded; a fold of another length than the epoch's counted events is stale. */
  counted: number;
  replayed: Replayed;
  /** The pupil's window is not in front. */
  away: boolean;
}

/**
 * The replayed state of each epoch, kept in memory so that a batch costs its own lines only. It is
 * never the truth: after an eviction, or a transaction that was rolled back, it is folded anew from
 * the stored batches.
 */
export class Replays {
  readonly #sql: SqlStorage;
  readonly #folded = new Map<string, Folded>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  stateOf(epoch: EpochRecord): AttemptState {
    return this.#get(epoch).replayed.state;
  }

  /** Folds counted lines over the epoch's present state; answers what the board shows of it. */
  fold(epoch: EpochRecord, lines: readonly string[], now: number): EpochSummary {
    const folded = foldLines(this.#get(epoch), lines);
    this.#folded.set(nameOf(epoch), folded);
    return summarise(folded, epoch.handedInAt ?? now);
  }

  #get(epoch: EpochRecord): Folded {
    const known = this.#folded.get(nameOf(epoch));
    if (known?.counted === epoch.counted) return known;
    const lines = countedLines(this.#sql, epoch);
    const folded = foldLines({ counted: 0, replayed: startReplay(''), away: false }, lines);
    this.#folded.set(nameOf(epoch), folded);
    return folded;
  }
}

/** Lines of an epoch up to the last that counts. */
function countedLines(sql: SqlStorage, { attempt, epoch, counted }: EpochRecord): string[] {
  return listBatches(sql, attempt, epoch)
    .flatMap(({ lines }) => lines)
    .slice(0, counted);
}

function foldLines(from: Folded, lines: readonly string[]): Folded {
  let { replayed, away } = from;
  for (const line of lines) {
    const event = parseLine(line);
    if (!event) continue;
    replayed = applyEvent(replayed, event);
    away = isAway(away, event);
  }
  return { counted: from.counted + lines.length, replayed, away };
}

function isAway(before: boolean, { type }: JournalEvent): boolean {
  if (type === 'blur') return true;
  return type === 'focus' || type === 'start' ? false : before;
}

function summarise({ replayed: { state }, away }: Folded, handedInAt: number): EpochSummary {
  return {
    item: state.item,
    answered: Object.keys(state.responses).length,
    handedInAt: state.handedIn ? handedInAt : null,
    help: state.help,
    away,
  };
}

function nameOf({ attempt, epoch }: EpochRecord): string {
  return `${attempt}/${epoch}`;
}
