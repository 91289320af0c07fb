import type { AttemptState, JournalEvent } from '../wire/event.ts';
import { parseLine } from './line.ts';

/** Longest silence, in ms, that counts as time on an item: beyond it the device slept. Ticks come every 15 s. */
export const LONGEST_SILENCE = 60_000;

/** Most ms on one item that are believed: a day. What a device says of time is checked nowhere else. */
const LONGEST_SPENT = 86_400_000;

/** A fold over events: what the attempt is, and when its last event was. */
export interface Replayed {
  state: AttemptState;
  /** Last event's span and monotonic ms; undefined before the first event. */
  clock: { span: number; t: number } | undefined;
  /** Answers and hand-in of this epoch itself, beyond what its start took over. */
  own: number;
}

/** An attempt on a form (version hash) of which nothing is known yet. */
export function emptyState(form: string): AttemptState {
  return {
    form,
    item: null,
    responses: {},
    visited: [],
    flagged: [],
    spent: {},
    runs: {},
    help: false,
    handedIn: false,
  };
}

/** The fold before any event. */
export function startReplay(form: string): Replayed {
  return { state: emptyState(form), clock: undefined, own: 0 };
}

/**
 * The fold after one more event. Pure: shares what did not change. After hand-in nothing changes an
 * answer any more.
 */
export function applyEvent(before: Replayed, event: JournalEvent): Replayed {
  const { state, own } = before;
  const timed = addTime(before, event);
  const isOwn = !state.handedIn && (event.type === 'answer' || event.type === 'handin');
  return {
    state: change(timed, event),
    clock: { span: event.span, t: event.t },
    own: own + Number(isOwn),
  };
}

/** What lies between two events: ms that count, or a stretch of which the clock does not tell. */
export interface Passage {
  /** Net ms, by the page's monotonic clock. */
  ms: number;
  /** The page was loaded anew, the device slept, or the pupil went to another one. */
  isGap: boolean;
}

const NO_TIME: Passage = { ms: 0, isGap: false };
const GAP: Passage = { ms: 0, isGap: true };

/**
 * What has passed until the next event. Time is used from the first visit to the hand-in only. A gap
 * that ends in the hand-in is none: nobody worked in it or after it. What was not written on a
 * device has no time.
 */
export function passageTo({ state, clock }: Replayed, event: JournalEvent): Passage {
  if (event.type === 'start' && event.seq === 1) {
    const taken = event.medium === undefined ? event.resume?.state : undefined;
    return taken && isUnderWay(taken) ? GAP : NO_TIME;
  }
  if (!isUnderWay(state) || !clock) return NO_TIME;
  const passed = event.t - clock.t;
  if (clock.span === event.span && passed >= 0 && passed <= LONGEST_SILENCE)
    return { ms: passed, isGap: false };
  return event.type === 'handin' ? NO_TIME : GAP;
}

function isUnderWay({ item, handedIn }: AttemptState): boolean {
  return item !== null && !handedIn;
}

function addTime(before: Replayed, event: JournalEvent): AttemptState {
  const { state } = before;
  const { ms } = passageTo(before, event);
  if (state.item === null || ms === 0) return state;
  const total = Math.min(LONGEST_SPENT, (state.spent[state.item] ?? 0) + ms);
  return { ...state, spent: { ...state.spent, [state.item]: total } };
}

function change(state: AttemptState, event: JournalEvent): AttemptState {
  if (event.type === 'start') return event.seq === 1 ? takeOver(event) : state;
  if (state.handedIn) return state;
  switch (event.type) {
    case 'visit':
      return { ...state, item: event.item, visited: include(state.visited, event.item, true) };
    case 'answer':
      return { ...state, responses: { ...state.responses, [event.item]: event.response } };
    case 'run':
      return {
        ...state,
        runs: { ...state.runs, [event.item]: (state.runs[event.item] ?? 0) + 1 },
      };
    case 'flag':
      return { ...state, flagged: include(state.flagged, event.item, event.on) };
    case 'help':
      return { ...state, help: event.on };
    case 'handin':
      return { ...state, handedIn: true, help: false };
    case 'blur':
    case 'focus':
    case 'copy':
    case 'language':
    case 'tick':
      return state;
  }
}

/** The state that an epoch begins with. Only its first event is asked: a later start changes nothing. */
function takeOver({ form, resume }: Extract<JournalEvent, { type: 'start' }>): AttemptState {
  if (!resume) return emptyState(form);
  const spent = Object.entries(resume.state.spent).map(
    ([item, ms]) => [item, Math.min(LONGEST_SPENT, ms)] as const,
  );
  return { ...resume.state, spent: Object.fromEntries(spent) };
}

function include(list: string[], item: string, on: boolean): string[] {
  if (list.includes(item) === on) return list;
  return on ? [...list, item] : list.filter((other) => other !== item);
}

/**
 * State of an attempt from all lines of one epoch, in order. Lines of an unknown type are stepped
 * over. replay(a ++ b) is folding b over replay(a).
 */
export function replay(lines: readonly string[], form = ''): AttemptState {
  return replayOn(startReplay(form), lines).state;
}

/** Folds further lines over what is already replayed. */
export function replayOn(from: Replayed, lines: readonly string[]): Replayed {
  let replayed = from;
  for (const line of lines) {
    const event = parseLine(line);
    if (event) replayed = applyEvent(replayed, event);
  }
  return replayed;
}
