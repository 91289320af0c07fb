import { compileTree } from '../run/compile.ts';
import { type Run, finishRun, hasEnded, startRun, stepRun } from '../run/machine.ts';
import type { World, WorldKind } from '../wire/world.ts';
import type { Meaning } from './belief.ts';

/** A program that takes more steps than this to be right is not what somebody meant. */
const LIMIT = 2_000;
const NORTH_EAST_SOUTH_WEST = ['N', 'E', 'S', 'W'];

/**
 * A way to run `meaning` to its end in worlds of one kind, compiled once; undefined where it cannot
 * be run at all. With turns of the map, "right" is towards its right side (east, in the pen world the named
 * degrees from north) and "left" the other way; the trace is then of no use.
 */
export function prepare(
  { scripts, turns }: Meaning,
  kind: WorldKind,
): ((world: World) => Run) | undefined {
  const compiled = compileTree(scripts, kind);
  if (!compiled.ok) return undefined;
  return (world) => {
    const run = startRun(compiled.code, world);
    if (turns === 'map') finishByMap(run);
    finishRun(run, LIMIT);
    return run;
  };
}

function finishByMap(run: Run): void {
  while (!hasEnded(run) && run.steps < LIMIT) {
    const { effect } = stepRun(run);
    const { scene } = run;
    if (effect.action === 'turned' && scene.kind === 'grid') {
      const [from, to] = [effect.from, effect.to].map((heading) =>
        NORTH_EAST_SOUTH_WEST.indexOf(heading),
      );
      const isRight = to === ((from ?? 0) + 1) % 4;
      scene.heading = NORTH_EAST_SOUTH_WEST.indexOf(isRight ? 'E' : 'W');
    }
    if (effect.action === 'swung' && scene.kind === 'pen') {
      scene.heading = ((effect.by % 360) + 360) % 360;
    }
  }
}
