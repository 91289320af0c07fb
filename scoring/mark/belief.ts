import type { Diagnosis } from '../wire/diagnosis.ts';
import { addLastPost, countOnceMoreOrLess } from './belief/count.ts';
import * as decision from './belief/decision.ts';
import { keepTurns, swapAllSides, swapSides } from './belief/direction.ts';
import { runAsWritten } from './belief/event.ts';
import * as functions from './belief/function.ts';
import * as loop from './belief/loop.ts';
import * as memory from './belief/memory.ts';
import type { Scripts } from './belief/rewrite.ts';
import { addUnsaid, completeLoop, dropBlock, exchangeOrder, insertOutside } from './belief/slip.ts';

/** What somebody takes a program to mean: other scripts, or turns that mean the sides of the map. */
export interface Meaning {
  readonly scripts: Scripts;
  readonly turns: 'ship' | 'map';
}

/** The programs that `scripts` may be taken for. `offered` are the types of block that were at hand. */
type Variants = (scripts: Scripts, offered: ReadonlySet<string>) => Iterable<Scripts>;

interface Belief {
  code: Diagnosis;
  /** Of beliefs about one thing only the first that explains a program is named. */
  about: 'sides' | 'rounds' | 'exit' | 'truth' | 'choice' | 'memory' | 'lists' | 'calls' | 'slip';
  /** How the program that somebody built may be meant. */
  built: Variants;
  /** How a program that is given may be read. */
  read: Variants;
  /** Plainer changes: where one of them makes a built program right as well, it is not the belief. */
  unless: Variants;
}

const nothing: Variants = () => [];
const believe = (
  code: Diagnosis,
  about: Belief['about'],
  built: Variants,
  { read = built, unless = nothing }: Partial<Pick<Belief, 'read' | 'unless'>> = {},
): Belief => ({ code, about, built, read, unless });
/** What becomes right as soon as a block is gone was not meant otherwise: the block is idle. */
const idle = { unless: dropBlock };

/** Another meaning of a kind of block. */
const MEANINGS: readonly Belief[] = [
  believe('left-right-swapped', 'sides', swapSides, { ...idle, read: swapAllSides }),
  believe('absolute-for-relative-turn', 'sides', keepTurns),
  believe('nested-loops-added', 'rounds', loop.addNestedLoops),
  believe('loop-repeats-each-block', 'rounds', eachBlockBuilt, {
    ...idle,
    read: loop.repeatEachBlock,
  }),
  believe('loop-runs-once', 'rounds', loop.repeatOnce),
  believe('loop-runs-at-least-once', 'exit', firstRoundBuilt, { read: loop.runBodyFirst }),
  believe('condition-checked-once', 'exit', loop.checkOnce, idle),
  believe('condition-watched-always', 'exit', loop.watchCondition, { unless: loop.turnBody }),
  believe('not-distributed', 'truth', decision.distributeNot),
  believe('exclusive-or', 'truth', decision.excludeBoth),
  believe('and-or-swapped', 'truth', decision.swapAndOr),
  believe('boundary-of-comparison', 'truth', decision.moveBoundary),
  believe('condition-inverted', 'truth', decision.invertCondition, idle),
  believe('two-ifs-exclusive', 'choice', decision.makeExclusive),
  believe('else-always-runs', 'choice', decision.alwaysElse),
  believe('false-if-undoes', 'choice', decision.undoIfFalse),
  believe('stops-after-false-if', 'choice', decision.stopAtFalseIf),
  believe('if-taken-as-while', 'choice', decision.repeatIf),
  believe('if-watched-always', 'choice', watchBuilt, {
    read: decision.watchIf,
    unless: loop.turnBody,
  }),
  believe('set-for-change', 'memory', memory.addForSet, { ...idle, read: memory.addWhereSet }),
  believe('variable-keeps-all', 'memory', nothing, { read: memory.keepAll }),
  believe('change-for-set', 'memory', memory.setWhereAdded),
  believe('assignment-reversed', 'memory', memory.assignBackwards),
  believe('list-shift-ignored', 'lists', memory.leaveGap),
  believe('list-counts-from-zero', 'lists', memory.countFromZero),
  believe('parameters-swapped', 'calls', functions.swapParameters),
  believe('parameter-ignored', 'calls', functions.useParameter, {
    read: functions.useFirstNumbers,
  }),
  believe('definition-runs', 'calls', functions.runDefinitions),
  believe('only-first-call-counts', 'calls', functions.callOnlyOnce),
  believe('events-in-written-order', 'calls', runAsWritten),
];

/** What belongs into a loop and what does not. */
const BORDERS: readonly Belief[] = [
  believe('after-loop-in-loop', 'rounds', loop.takeLastOut, { ...idle, read: loop.takeNextIn }),
  believe('loop-body-too-short', 'rounds', loop.takeNeighboursIn, {
    ...idle,
    read: loop.takeLastOut,
  }),
  believe('loop-body-too-short', 'rounds', completeLoop, { read: nothing, unless: insertOutside }),
];

/** A single slip that any program may have. */
const SLIPS: readonly Belief[] = [
  believe('off-by-one', 'slip', countOnceMoreOrLess),
  believe('order-is-free', 'slip', exchangeOrder, { ...idle, read: nothing }),
  believe('counts-gaps-for-posts', 'slip', addLastPost, { read: nothing }),
  believe('hidden-mind', 'slip', addUnsaid, { read: nothing }),
];

/** A slip is not asked for where a belief explains the program: the rarer explanation says more. */
const TIERS = [MEANINGS, BORDERS, SLIPS];

/** Every diagnosis that is found by a belief, and those of them that a built program may get. */
export const BELIEVED: ReadonlySet<Diagnosis> = codesOf(() => true);
export const BUILT: ReadonlySet<Diagnosis> = codesOf(({ built }) => built !== nothing);

/** Programs that are tried for one answer at most, plainer ones too, and diagnoses that it gets. */
const MOST_MEANINGS = 120;
const MOST_PLAINER = 60;
const MOST_FOUND = 3;

/**
 * The beliefs under which a program is what somebody meant. A belief turns `scripts` into programs
 * that mean what the pupil takes them to mean; it is found when one of those `explains` the answer.
 * `side` is `built` for the pupil's own program and `read` for one that was given to follow. Tiers
 * and the beliefs in them stand in order of precedence: the first tier that explains anything is
 * the only one, the first belief about one thing the only one about it, and no more than three are
 * named. In a built program a belief gives way to a plainer change that explains it as well.
 * `explains` is asked at most 180 times, and at most 120 times where it always says no.
 */
export function findBeliefs(input: {
  scripts: Scripts;
  side: 'built' | 'read';
  offered: ReadonlySet<string>;
  explains: (meaning: Meaning) => boolean;
}): Diagnosis[] {
  const { scripts, side, offered, explains } = input;
  let left = MOST_MEANINGS;
  let plainerLeft = MOST_PLAINER;
  const isPlainer = (plainer: Scripts) =>
    plainerLeft-- <= 0 || explains({ scripts: plainer, turns: 'ship' });
  for (const tier of TIERS) {
    const found = new Map<Belief['about'], Diagnosis>();
    for (const belief of tier) {
      if (found.has(belief.about)) continue;
      for (const meant of belief[side](scripts, offered)) {
        if (left-- <= 0) return [...found.values()].slice(0, MOST_FOUND);
        const turns = belief.code === 'absolute-for-relative-turn' ? 'map' : 'ship';
        if (!explains({ scripts: meant, turns })) continue;
        if (side === 'built' && hasAny(belief.unless(scripts, offered), isPlainer)) break;
        found.set(belief.about, belief.code);
        break;
      }
    }
    if (found.size > 0) return [...found.values()].slice(0, MOST_FOUND);
  }
  return [];
}

function codesOf(wanted: (belief: Belief) => boolean): Set<Diagnosis> {
  return new Set(
    TIERS.flat()
      .filter(wanted)
      .map(({ code }) => code),
  );
}

function hasAny<T>(items: Iterable<T>, wanted: (item: T) => boolean): boolean {
  for (const item of items) if (wanted(item)) return true;
  return false;
}

function* eachBlockBuilt(scripts: Scripts): Generator<Scripts> {
  yield* loop.repeatEachBlock(scripts);
  yield* loop.joinLoops(scripts);
}

function* firstRoundBuilt(scripts: Scripts): Generator<Scripts> {
  yield* loop.runBodyFirst(scripts);
  yield* loop.dropFirstRound(scripts);
}

function* watchBuilt(scripts: Scripts): Generator<Scripts> {
  yield* decision.watchIf(scripts);
  yield* decision.takeIfsIn(scripts);
}
