import { parseLine } from '../../scoring/journal/line.ts';
import { applyEvent, startReplay, type Replayed } from '../../scoring/journal/replay.ts';
import type { AttemptState, JournalEvent } from '../../scoring/wire/event.ts';
import { listBatches } from './batch.ts';
import { getConfig } from './config.ts';
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
  #items: ReadonlySet<string> | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  stateOf(epoch: EpochRecord): AttemptState {
    return this.#get(epoch).replayed.state;
  }

  /** Folds counted lines over the epoch's present state; answers what the board shows of it. */
  fold(epoch: EpochRecord, lines: readonly string[], now: number): EpochSummary {
    const folded = this.#fold(this.#get(epoch), lines);
    this.#folded.set(nameOf(epoch), folded);
    return summarise(folded, epoch.handedInAt ?? now);
  }

  #get(epoch: EpochRecord): Folded {
    const known = this.#folded.get(nameOf(epoch));
    if (known?.counted === epoch.counted) return known;
    const lines = countedLines(this.#sql, epoch);
    const folded = this.#fold({ counted: 0, replayed: startReplay(''), away: false }, lines);
    this.#folded.set(nameOf(epoch), folded);
    return folded;
  }

  #fold(from: Folded, lines: readonly string[]): Folded {
    // Where there are events the form can change no more.
    this.#items ??= new Set(getConfig(this.#sql).setup.form.items.map(({ item }) => item));
    let { replayed, away } = from;
    for (const line of lines) {
      const event = parseLine(line);
      const known = event && keepItems(event, this.#items);
      if (!known) continue;
      replayed = applyEvent(replayed, known);
      away = isAway(away, known);
    }
    return { counted: from.counted + lines.length, replayed, away };
  }
}

/** Lines of an epoch up to the last that counts. */
function countedLines(sql: SqlStorage, { attempt, epoch, counted }: EpochRecord): string[] {
  return listBatches(sql, attempt, epoch)
    .flatMap(({ lines }) => lines)
    .slice(0, counted);
}

/** What an event says of the form's own items; undefined when it is about another one. */
function keepItems(event: JournalEvent, items: ReadonlySet<string>): JournalEvent | undefined {
  if ('item' in event) return items.has(event.item) ? event : undefined;
  if (event.type !== 'start' || !event.resume) return event;
  const { from, state } = event.resume;
  const keep = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([item]) => items.has(item)));
  const kept = {
    ...state,
    item: state.item !== null && items.has(state.item) ? state.item : null,
    responses: keep(state.responses),
    visited: state.visited.filter((item) => items.has(item)),
    flagged: state.flagged.filter((item) => items.has(item)),
    spent: keep(state.spent),
    runs: keep(state.runs),
  };
  return { ...event, resume: { from, state: kept } };
}

function isAway(before: boolean, { type }: JournalEvent): boolean {
  if (type === 'blur') return true;
  return type === 'focus' || type === 'start' ? false : before;
}

function summarise({ replayed: { state, own }, away }: Folded, handedInAt: number): EpochSummary {
  return {
    item: state.item,
    answered: Object.keys(state.responses).length,
    own,
    handedInAt: state.handedIn ? handedInAt : null,
    help: state.help,
    away,
  };
}

function nameOf({ attempt, epoch }: EpochRecord): string {
  return `${attempt}/${epoch}`;
}
