import type { Outcome } from '../run/outcome.ts';
import type { Condition, Key } from '../wire/key.ts';

/** What an answer to a block item has shown: its runs and its shape. */
export interface Evidence {
  /** One outcome for each visible world, in the item's order. */
  visible: Outcome[];
  /** One outcome for each hidden world, in the key's order. */
  hidden: Outcome[];
  /** Attached blocks, the hat not counted. */
  blocks: number;
  /** Types of the attached blocks. */
  types: ReadonlySet<string>;
  /** Blocks that differ from what the item gave; undefined where no level of the key asks. */
  changed: number | undefined;
}

/** The top credit that `key` can give: the m of the categories 0…m that calibration uses. */
export function maxCredit(key: Key): number {
  const steps = key.by === 'running' ? key.levels : key.answers;
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

/** Does every part that `when` names hold for `shown`? */
export function holds(when: Condition, shown: Evidence): boolean {
  const { visible, hidden, blocksAtMost, changedAtMost, uses = [], avoids = [] } = when;
  return (
    enough(visible, shown.visible) &&
    enough(hidden, shown.hidden) &&
    (blocksAtMost === undefined || shown.blocks <= blocksAtMost) &&
    (changedAtMost === undefined || (shown.changed ?? Infinity) <= changedAtMost) &&
    uses.every((type) => shown.types.has(type)) &&
    !avoids.some((type) => shown.types.has(type))
  );
}

function enough(asked: number | 'all' | undefined, outcomes: Outcome[]): boolean {
  if (asked === undefined) return true;
  const solved = outcomes.filter((outcome) => outcome.solved).length;
  return solved >= (asked === 'all' ? outcomes.length : asked);
}
