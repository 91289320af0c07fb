import { parseLine } from '../../scoring/journal/line.ts';
import {
  applyTimed,
  countGaps,
  goOn,
  settle,
  startTimed,
  type Account,
  type Timed,
} from '../../scoring/journal/time.ts';
import type { AttemptState, JournalEvent, JournalPlace } from '../../scoring/wire/event.ts';
import { listBatches, type BatchRecord } from './batch.ts';
import { getConfig } from './config.ts';
import { findEpoch, type EpochRecord, type EpochSummary } from './epoch.ts';
import { listHeld } from './held.ts';
import { keepItems } from './known-item.ts';
import { isRapid } from './rapid.ts';

/** Lines that came together, and when. */
type Arrived = Pick<BatchRecord, 'lines' | 'receivedAt' | 'pending'>;

interface Folded {
  /** Events folded; a fold of another length than the epoch's counted events is stale. */
  counted: number;
  timed: Timed;
  /** The pupil's window is not in front. */
  away: boolean;
  /** Begun with the unlock code, or going on from what was. */
  unlocked: boolean;
  receivedAt: number | null;
}

const NOTHING: Folded = {
  counted: 0,
  timed: startTimed(),
  away: false,
  unlocked: false,
  receivedAt: null,
};

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
    return this.#get(epoch).timed.replayed.state;
  }

  /** Folds what is counted now over the epoch's present state; answers what the board shows of it. */
  fold(epoch: EpochRecord, arrived: readonly Arrived[]): EpochSummary {
    const folded = this.#fold(this.#get(epoch), epoch.attempt, arrived);
    this.#folded.set(nameOf(epoch), folded);
    return summarise(folded, epoch.handedInAt);
  }

  /** Events of lines, as far as they are understood and about the form's own items. */
  read(lines: readonly string[]): JournalEvent[] {
    // Where there are events the form can change no more.
    this.#items ??= new Set(getConfig(this.#sql).setup.form.items.map(({ item }) => item));
    const items = this.#items;
    return lines.flatMap((line) => {
      const event = parseLine(line);
      return (event && keepItems(event, items)) ?? [];
    });
  }

  #get(epoch: EpochRecord): Folded {
    const known = this.#folded.get(nameOf(epoch));
    if (known?.counted === epoch.counted) return known;
    const folded = this.#fold(NOTHING, epoch.attempt, listCounted(this.#sql, epoch));
    this.#folded.set(nameOf(epoch), folded);
    return folded;
  }

  #fold(from: Folded, attempt: string, arrived: readonly Arrived[]): Folded {
    return arrived.reduce((folded, batch) => this.#foldBatch(folded, attempt, batch), from);
  }

  #foldBatch(from: Folded, attempt: string, { lines, receivedAt, pending }: Arrived): Folded {
    const events = this.read(lines);
    const begun = from.counted === 0 ? this.#begin(events[0]) : from;
    const { replayed, account } = events.reduce(applyTimed, begun.timed);
    const held = pending === 0 && account.since.gaps > 0 ? listHeld(this.#sql, attempt) : [];
    return {
      counted: from.counted + lines.length,
      timed: { replayed, account: pending === 0 ? settle(account, receivedAt, held) : account },
      away: events.reduce(isAway, begun.away),
      unlocked: begun.unlocked,
      receivedAt,
    };
  }

  /** Before the first event of an epoch, which may go on from another one. */
  #begin(first: JournalEvent | undefined): Folded {
    if (first?.type !== 'start') return NOTHING;
    const { resume, medium } = first;
    const parent = resume && findEpoch(this.#sql, resume.from.attempt, resume.from.epoch);
    const account =
      medium === undefined && parent ? accountAt(this.#sql, parent, resume.from) : undefined;
    const isOpened = first.unlocked === true || parent?.unlocked === true;
    const unlocked = medium !== 'paper' && isOpened;
    return { ...NOTHING, timed: goOn(account, first), unlocked };
  }
}

/** Batches of an epoch up to the last event that counts, or up to an earlier one. */
export function listCounted(
  sql: SqlStorage,
  { attempt, epoch, counted }: EpochRecord,
  most = counted,
): BatchRecord[] {
  return listBatches(sql, attempt, epoch).flatMap((batch) => {
    if (batch.from > most) return [];
    if (batch.to <= most) return [batch];
    return [{ ...batch, lines: batch.lines.slice(0, most - batch.from + 1), pending: null }];
  });
}

/** Time used where an epoch was left; undefined where it went on after that. */
function accountAt(
  sql: SqlStorage,
  epoch: EpochRecord,
  { seq }: JournalPlace,
): Account | undefined {
  if (seq < epoch.counted) return undefined;
  const { used, charged, gaps } = epoch;
  const last = listCounted(sql, epoch).at(-1);
  const knownAt = last?.pending === 0 ? last.receivedAt : undefined;
  return { ...startTimed().account, used, charged, gaps, knownAt };
}

function isAway(before: boolean, { type }: JournalEvent): boolean {
  if (type === 'blur') return true;
  return type === 'focus' || type === 'start' ? false : before;
}

function summarise(folded: Folded, handedInAt: number | null): EpochSummary {
  const { timed, away, unlocked, receivedAt } = folded;
  const { replayed, account } = timed;
  const { state, own } = replayed;
  return {
    item: state.item,
    answered: Object.keys(state.responses).length,
    own,
    handedInAt: state.handedIn ? (handedInAt ?? receivedAt) : null,
    help: state.help,
    away,
    receivedAt,
    used: account.used,
    charged: account.charged,
    gaps: countGaps(account),
    rapid: isRapid(state),
    unlocked,
  };
}

function nameOf({ attempt, epoch }: EpochRecord): string {
  return `${attempt}/${epoch}`;
}
