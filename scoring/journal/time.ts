import type { JournalEvent } from '../wire/event.ts';
import { applyEvent, LONGEST_SILENCE, passageTo, startReplay, type Replayed } from './replay.ts';

/**
 * Net time of an attempt, in ms, over the epochs that lead to its state.
 *
 * The page's monotonic clock tells the time between two events of one span (`passageTo`). A gap is
 * where it does not: a reload, a sleep, another device. It is measured by what the server saw. A
 * batch after which the device holds nothing more was received about when its last event happened:
 * a known point. Between two known points r1 and r2 passed r2 − r1; what of it the clock counted is
 * used already; the rest is the gap's. So each ms between two receipts is either counted by the
 * clock, or charged, or a pause, and never two of them; and since a gap is charged once only, when
 * its second known point comes, no order of batches charges it twice. A device that claims too
 * much of its own clock is charged that much less.
 *
 * Charged is a gap that stands alone and first between its two known points: the device was in touch
 * before it and after it. Where the device was out of touch (several gaps between known points, work
 * before the gap that came with what is after it, no known point before) the time may have been the
 * network's: not charged, and counted in `gaps`, unless the receipts leave a minute at most.
 *
 * A receipt lags behind its event by the batch's way, 5 s and the network's. What a gap is charged
 * is at most the time between its receipts, and exceeds the gap by the lag of the second at most;
 * the lag of the first is given to the pupil.
 */
export interface Account {
  /** By the clock and by charges. */
  used: number;
  /** What of it gaps were charged. */
  charged: number;
  /** Gaps between known points that were not charged. */
  gaps: number;
  /** Server's instant, UTC ms, of the last known point; undefined before the first. */
  knownAt: number | undefined;
  /** What has come since then: ms by the clock, gaps, and whether the first gap came before any ms. */
  since: { counted: number; gaps: number; opens: boolean };
}

/** An attempt while it is folded. */
export interface Timed {
  replayed: Replayed;
  account: Account;
}

/** Events in order that came together. */
export interface Delivery {
  events: readonly JournalEvent[];
  /** Server's instant of receipt, UTC ms; undefined where the device held more, or was not heard. */
  knownAt: number | undefined;
}

/** A stretch of server time, UTC ms, in which the pupil was not let work; `to` null: until now. */
export interface Held {
  from: number;
  to: number | null;
}

const NOTHING = { counted: 0, gaps: 0, opens: false };

/** Before any event of an attempt that goes on from nothing. Never throws. */
export function startTimed(): Timed {
  const account = { used: 0, charged: 0, gaps: 0, knownAt: undefined, since: NOTHING };
  return { replayed: startReplay(''), account };
}

/**
 * Before the first event of an epoch that goes on from another one: with the account there, where the
 * place is known, else with the time that its start says was used. Never throws.
 */
export function goOn(parent: Account | undefined, first: JournalEvent | undefined): Timed {
  const fresh = startTimed();
  if (parent) return { ...fresh, account: leave(parent) };
  const spent = first?.type === 'start' ? (first.resume?.state.spent ?? {}) : {};
  const used = Object.values(spent).reduce((sum, ms) => sum + ms, 0);
  return { ...fresh, account: { ...fresh.account, used } };
}

/** Gaps of one epoch are not measured by what the next one's device sends. */
function leave(account: Account): Account {
  const { counted, gaps } = account.since;
  if (counted + gaps === 0) return account;
  return { ...account, gaps: countGaps(account), knownAt: undefined, since: NOTHING };
}

/** The attempt after one more event. Charges nothing. Never throws. */
export function applyTimed({ replayed, account }: Timed, event: JournalEvent): Timed {
  const { ms, isGap } = passageTo(replayed, event);
  const { since } = account;
  const opens = isGap && since.counted === 0 && since.gaps === 0;
  return {
    replayed: applyEvent(replayed, event),
    account: {
      ...account,
      used: account.used + ms,
      since: {
        counted: since.counted + ms,
        gaps: since.gaps + Number(isGap),
        opens: since.opens || opens,
      },
    },
  };
}

/**
 * The account at a known point, at the server's instant `at` (UTC ms). `held` are the stretches in
 * which this pupil could not work, in any order, that may overlap. Never throws.
 */
export function settle(account: Account, at: number, held: readonly Held[]): Account {
  const { knownAt, since } = account;
  const settled = { ...account, knownAt: at, since: NOTHING };
  if (since.gaps === 0) return settled;
  const unflagged = { ...settled, gaps: account.gaps + since.gaps };
  if (knownAt === undefined) return unflagged;
  const charge = since.gaps === 1 && since.opens;
  const end = charge ? at - since.counted : at;
  const counted = charge ? 0 : since.counted;
  const idle = Math.max(0, end - knownAt - counted - sumHeld(held, knownAt, end));
  if (charge) return { ...settled, used: account.used + idle, charged: account.charged + idle };
  return idle > LONGEST_SILENCE ? unflagged : settled;
}

/** Gaps that were not charged, with those that may still be. */
export function countGaps({ gaps, since }: Account): number {
  return gaps + since.gaps;
}

/** Ms between two instants that lie in at least one of the stretches. */
export function sumHeld(held: readonly Held[], from: number, to: number): number {
  let sum = 0;
  let until = from;
  for (const stretch of [...held].sort((a, b) => a.from - b.from)) {
    const end = Math.min(stretch.to ?? to, to);
    const start = Math.max(stretch.from, until);
    if (end <= start) continue;
    sum += end - start;
    until = end;
  }
  return sum;
}

/**
 * The attempt after a delivery, and whether more than `most` ms were used in it: then as it was after
 * its last event within them. Never throws.
 */
export function deliver(
  before: Timed,
  { events, knownAt }: Delivery,
  { held, most }: { held: readonly Held[]; most: number },
): { timed: Timed; isOver: boolean } {
  const sent = events.reduce(applyTimed, before);
  const account = knownAt === undefined ? sent.account : settle(sent.account, knownAt, held);
  const timed = { ...sent, account };
  if (account.used <= most) return { timed, isOver: false };
  return {
    timed: within(before, events, { charge: account.charged - before.account.charged, most }),
    isOver: true,
  };
}

/** As far as the limit goes, with the charge at the gap that it is for. */
function within(
  before: Timed,
  events: readonly JournalEvent[],
  { charge, most }: { charge: number; most: number },
): Timed {
  let timed = before;
  let due = charge;
  for (const event of events) {
    let next = applyTimed(timed, event);
    if (next.account.since.gaps > 0 && due > 0) {
      const { account } = next;
      const charged = { used: account.used + due, charged: account.charged + due };
      next = { ...next, account: { ...account, ...charged } };
      due = 0;
    }
    if (next.account.used > most) return timed;
    timed = next;
  }
  return timed;
}
