import { type Outcome, readOutcome } from '../run/outcome.ts';
import type { Node } from '../run/tree.ts';
import type { World } from '../wire/world.ts';
import { made, numberNode } from './belief/node.ts';
import { type Scripts, eachNode } from './belief/rewrite.ts';
import { prepare } from './believed.ts';

const compared = (OP: string) =>
  made('compare', { fields: { OP }, sockets: [numberNode(0), numberNode(0)] });
const ALWAYS = compared('EQ');
const NEVER = compared('NEQ');

/** Conditions that are asked about at most: each costs two runs in every world. */
const MOST_CONDITIONS = 20;
const DECIDING: ReadonlySet<string> = new Set(['if', 'if_else', 'while']);

/**
 * Has the program a condition that was looked at and never came out true in any of `worlds`? Found
 * by putting "never" in its place, which must change nothing anywhere, and "always", which must
 * change something. The condition of `repeat_until` counts only where every run is endless: that a
 * run fails before its loop is done has other reasons. Only the first MOST_CONDITIONS are looked
 * into. `outcomes` are those of `worlds`.
 */
export function hasIdleCondition(
  scripts: Scripts,
  worlds: readonly World[],
  outcomes: readonly Outcome[],
): boolean {
  const [first] = worlds;
  if (!first) return false;
  const endless = outcomes.every(({ ended }) => ended === 'endless');
  const isAsking = ({ type, sockets }: Node) =>
    sockets[0] !== undefined && (DECIDING.has(type) || (endless && type === 'repeat_until'));
  const put = (condition: Node) =>
    eachNode(scripts, (node) => (isAsking(node) ? [{ ...node, sockets: [condition] }] : []));
  const [never, always] = [NEVER, ALWAYS].map((condition) =>
    Array.from(put(condition)).slice(0, MOST_CONDITIONS),
  );
  const run = prepare({ scripts, turns: 'ship' }, first.kind);
  // What has no end was stopped later in `outcomes` than it is here.
  const own = outcomes.map((outcome, at) => {
    const world = worlds[at];
    return outcome.ended === 'endless' && run && world ? readOutcome(run(world)) : outcome;
  });
  const changes = (other: Scripts) => {
    const changed = prepare({ scripts: other, turns: 'ship' }, first.kind);
    return !changed || worlds.some((world, at) => !isSameRun(readOutcome(changed(world)), own[at]));
  };
  return (never ?? []).some((other, at) => {
    const opposite = always?.[at];
    return !changes(other) && opposite !== undefined && changes(opposite);
  });
}

function isSameRun(a: Outcome, b: Outcome | undefined): boolean {
  return a.ended === b?.ended && a.trace === b.trace && a.steps === b.steps;
}
