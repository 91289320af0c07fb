import type { Outcome } from '../run/outcome.ts';
import type { Condition, Key } from '../wire/key.ts';
import type { GoalName } from '../wire/world.ts';
import type { Tally } from './checker.ts';

/** What an answer to a block item has shown: its runs and its shape. */
export interface Evidence {
  /** One outcome for each visible world, in the item's order. */
  visible: Outcome[];
  /** One outcome for each hidden world, in the key's order. */
  hidden: Outcome[];
  /** Attached blocks, hats and typed numbers not counted. */
  blocks: number;
  /** Types of the attached blocks. */
  types: ReadonlySet<string>;
  /** Blocks that differ from what the item gave; undefined where no level of the key asks. */
  changed: number | undefined;
}

type CheckerLevel = Extract<Key, { by: 'checker' }>['levels'][number];

/** The top credit that `key` can give: the m of the categories 0…m that calibration uses. */
export function maxCredit(key: Key): number {
  const steps = key.by === 'answer' ? key.answers : key.levels;
  return Math.max(0, ...steps.map(({ credit }) => credit));
}

/**
 * The credit of the highest level whose condition holds; 0 where none does. Levels need not be
 * nested: a program that misses a low one and meets a high one gets the high one.
 */
export function earnedCredit(levels: { credit: number; when: Condition }[], shown: Evidence) {
  const met = levels.filter(({ when }) => holds(when, shown));
  return Math.max(0, ...met.map(({ credit }) => credit));
}

/** The credit of the highest level with enough parts right and few enough wrong; 0 where none is. */
export function creditOfParts(levels: CheckerLevel[], { right, wrong, all }: Tally): number {
  const met = levels.filter(
    ({ rightAtLeast, wrongAtMost }) =>
      right >= (rightAtLeast === 'all' ? all : rightAtLeast) && wrong <= wrongAtMost,
  );
  return Math.max(0, ...met.map(({ credit }) => credit));
}

/** Does every part that `when` names hold for `shown`? */
export function holds(when: Condition, shown: Evidence): boolean {
  const { blocksAtMost, changedAtMost, stepsAtMost, commandsAtMost } = when;
  return (
    enough(when.visible, shown.visible) &&
    enough(when.hidden, shown.hidden) &&
    (when.goals ?? []).every((goal) => isMet(goal, shown.visible)) &&
    within(blocksAtMost, shown.blocks) &&
    within(changedAtMost, shown.changed ?? Infinity) &&
    shown.visible.every(({ steps }) => within(stepsAtMost, steps)) &&
    shown.visible.every(({ commands }) => within(commandsAtMost, commands)) &&
    (when.uses ?? []).every((type) => shown.types.has(type)) &&
    !(when.avoids ?? []).some((type) => shown.types.has(type))
  );
}

function enough(asked: number | 'all' | undefined, outcomes: Outcome[]): boolean {
  if (asked === undefined) return true;
  const solved = outcomes.filter((outcome) => outcome.solved).length;
  return solved >= (asked === 'all' ? outcomes.length : asked);
}

/** A world that does not ask for the goal does not count against it. */
function isMet(goal: GoalName, outcomes: Outcome[]): boolean {
  return outcomes.every(({ goals }) => goals[goal] ?? true);
}

function within(most: number | undefined, value: number): boolean {
  return most === undefined || value <= most;
}
