import { type WorldPicture, describeWorld } from '../../../scoring/run/describe.ts';
import type { Outcome } from '../../../scoring/run/outcome.ts';
import type { Cell, GridWorld, Heading } from '../../../scoring/wire/world.ts';
import { m } from '../paraglide/messages.js';
import { type Shown, turnOf } from './play.svelte.ts';

/** The whole world in sentences, as a screen reader says it and as nobody sees it otherwise. */
export function sayWorld(world: GridWorld): string {
  const picture = describeWorld(world);
  return [
    m.kit_world_size({ width: picture.width, height: picture.height }),
    sayShip(picture.ship),
    ...sayThings(picture),
  ].join('');
}

/** Where the ship is and where it looks. */
export function sayShip({ at, heading }: { at: Cell; heading: Heading }): string {
  return m.kit_world_ship({ cell: sayCell(at), heading: sayHeading(heading) });
}

export function sayCell([x, y]: Cell): string {
  return m.kit_world_cell({ x: x + 1, y: y + 1 });
}

function sayThings({ flotsam, goal, rocks, quays }: WorldPicture): string[] {
  const sentences: string[] = [];
  if (flotsam.length > 0) sentences.push(m.kit_world_flotsam({ cells: sayCells(flotsam) }));
  if (goal.at) sentences.push(m.kit_world_lighthouse({ cell: sayCell(goal.at) }));
  if (goal.visited) sentences.push(m.kit_world_marks({ cells: sayCells(goal.visited) }));
  if (rocks.length > 0) sentences.push(m.kit_world_rocks({ cells: sayCells(rocks) }));
  if (quays.length > 0) sentences.push(m.kit_world_quays({ cells: sayCells(quays) }));
  return sentences;
}

/** Cells that lie side by side in a row are said as one stretch. */
export function sayCells(cells: readonly Cell[]): string {
  const sorted = [...cells].sort(([ax, ay], [bx, by]) => ay - by || ax - bx);
  const stretches: { from: number; to: number; y: number }[] = [];
  for (const [x, y] of sorted) {
    const last = stretches.at(-1);
    if (last && last.y === y && x <= last.to + 1) last.to = x;
    else stretches.push({ from: x, to: x, y });
  }
  return stretches
    .map(({ from, to, y }) =>
      from === to
        ? sayCell([from, y])
        : m.kit_world_cells({ y: y + 1, from: from + 1, to: to + 1 }),
    )
    .join(m.kit_world_comma());
}

/** One of the four headings. */
function sayHeading(heading: Heading): string {
  switch (heading) {
    case 'N':
      return m.kit_world_north();
    case 'E':
      return m.kit_world_east();
    case 'S':
      return m.kit_world_south();
    case 'W':
      return m.kit_world_west();
  }
}

/** What the last step did. Empty before the first one. */
export function sayStep({ step, effect, left }: Shown): string {
  if (step === 0) return '';
  const say = (what: string) => m.kit_world_step({ step, what });
  switch (effect.action) {
    case 'moved':
      return say(m.kit_world_moved({ cell: sayCell(effect.to) }));
    case 'turned':
      return say(
        turnOf(effect.from, effect.to) === 1
          ? m.kit_world_turned_right({ heading: sayHeading(effect.to) })
          : m.kit_world_turned_left({ heading: sayHeading(effect.to) }),
      );
    case 'collected':
      return say(m.kit_world_collected({ left }));
    case 'round':
      return say(m.kit_world_round());
    case 'checked':
      return say(m.kit_world_checked());
    case 'failed':
      return say(sayReason(effect.reason));
    case 'none':
      return '';
  }
}

/** How a run ended, and where it did not do what was asked, what is missing. */
export function sayOutcome(outcome: Outcome): string {
  const { ended, reason, steps, goals, state } = outcome;
  if (outcome.solved) return m.kit_world_solved();
  if (ended === 'endless') return m.kit_world_endless({ steps });
  if (reason !== undefined) return sayReason(reason);
  if (steps === 0) return m.kit_world_empty();
  return [
    m.kit_world_finished(),
    ...(goals.collected === false ? [m.kit_world_left({ left: state.left })] : []),
    ...(goals.visited === false ? [m.kit_world_unvisited()] : []),
    ...(goals.at === false ? [m.kit_world_elsewhere()] : []),
  ].join('');
}

function sayReason(reason: NonNullable<Outcome['reason']>): string {
  switch (reason) {
    case 'ran-aground-quay':
      return m.kit_world_quay();
    case 'ran-aground-rock':
      return m.kit_world_rock();
    case 'left-the-chart':
      return m.kit_world_edge();
    case 'nothing-to-collect':
      return m.kit_world_nothing();
    case 'missing-condition':
      return m.kit_world_condition();
    case 'bad-times':
      return m.kit_world_times();
    case 'missing-start':
      return m.kit_world_start();
    case 'malformed':
    case 'several-starts':
    case 'unknown-block':
    case 'misplaced-block':
      return m.kit_world_unreadable();
  }
}
