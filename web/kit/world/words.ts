import type { Outcome } from '../../../scoring/run/outcome.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type { Cell, Heading, Point } from '../../../scoring/wire/world.ts';
import { m } from '../paraglide/messages.js';
import { sayContainer } from './container.ts';
import { sayName } from './name.ts';
import { type Shown, turnOf } from './play.svelte.ts';

/** What the last step did. Empty before the first one. */
export function sayStep(shown: Shown, names?: Names): string {
  const what = shown.step === 0 ? '' : sayEffect(shown, names);
  return what && m.kit_world_step({ step: shown.step, what });
}

function sayEffect({ effect, state }: Shown, names: Names | undefined): string {
  switch (effect.action) {
    case 'moved':
      return m.kit_world_moved({ cell: sayCell(effect.to) });
    case 'turned': {
      const heading = sayHeading(effect.to);
      return turnOf(effect) > 0
        ? m.kit_world_turned_right({ heading })
        : m.kit_world_turned_left({ heading });
    }
    case 'collected':
      return m.kit_world_collected({ left: state.world.kind === 'grid' ? state.world.left : 0 });
    case 'dropped':
      return m.kit_world_dropped();
    case 'sailed': {
      const { from, to } = effect;
      const steps = inSquares(Math.hypot(to[0] - from[0], to[1] - from[1]));
      return m.kit_world_sailed({ steps, place: sayPoint(to) });
    }
    case 'swung': {
      const turn = { degrees: Math.abs(effect.by), heading: sayHeading(effect.to) };
      return effect.by < 0 ? m.kit_world_swung_left(turn) : m.kit_world_swung_right(turn);
    }
    case 'pen':
      return effect.down ? m.kit_world_pen_down() : m.kit_world_pen_up();
    case 'shifted':
      return m.kit_world_shifted({ stack: effect.to + 1 });
    case 'took':
      return m.kit_world_took({ box: sayContainer(effect.container) });
    case 'put':
      return m.kit_world_put({ box: sayContainer(effect.container), stack: effect.stack + 1 });
    case 'lamp':
      return effect.lit ? m.kit_world_lit() : m.kit_world_dark();
    case 'waited':
      return m.kit_world_waited({ ticks: effect.ticks });
    case 'flashed':
      return effect.long ? m.kit_world_flash_long() : m.kit_world_flash_short();
    case 'stored':
      return m.kit_world_stored({
        name: sayName(names, 'variables', effect.variable),
        value: effect.value,
      });
    case 'listed':
      return m.kit_world_listed({
        name: sayName(names, 'lists', effect.list),
        values: effect.values.length > 0 ? sayList(effect.values) : m.kit_world_none(),
      });
    case 'called':
      return m.kit_world_called({ name: sayName(names, 'functions', effect.function) });
    case 'broadcast':
      return m.kit_world_broadcast({ name: sayName(names, 'events', effect.event) });
    case 'heard':
      return m.kit_world_heard({ name: sayName(names, 'events', effect.event) });
    case 'round':
      return m.kit_world_round();
    case 'checked':
      return m.kit_world_checked();
    case 'failed':
      return sayReason(effect.reason);
    case 'none':
      return '';
  }
}

/** How a run ended, and where it did not do what was asked, what is missing. */
export function sayOutcome(outcome: Outcome): string {
  const { ended, reason, steps } = outcome;
  if (outcome.solved) return m.kit_world_solved();
  if (ended === 'endless') return m.kit_world_endless({ steps });
  if (reason !== undefined) return sayReason(reason);
  return steps === 0 ? m.kit_world_empty() : m.kit_world_finished() + sayMissing(outcome);
}

/** The goals that do not hold. */
function sayMissing({ goals, state: { world } }: Outcome): string {
  const left = world.kind === 'grid' ? world.left : 0;
  return [
    goals.collected === false ? m.kit_world_left({ left }) : '',
    goals.delivered === false ? m.kit_world_undelivered() : '',
    goals.visited === false ? m.kit_world_unvisited() : '',
    goals.drawing === false ? m.kit_world_drawing_differs() : '',
    goals.stacks === false ? m.kit_world_stacks_differ() : '',
    goals.strip === false ? m.kit_world_strip_differs() : '',
    goals.at === false ? m.kit_world_elsewhere() : '',
    goals.variables === false ? m.kit_world_variables_differ() : '',
    goals.lists === false ? m.kit_world_lists_differ() : '',
  ].join('');
}

const REASONS: Record<NonNullable<Outcome['reason']>, () => string> = {
  'ran-aground-quay': m.kit_world_quay,
  'ran-aground-rock': m.kit_world_rock,
  'left-the-chart': m.kit_world_edge,
  'nothing-to-collect': m.kit_world_nothing,
  'nothing-to-drop': m.kit_world_no_cargo,
  'left-the-yard': m.kit_world_yard_edge,
  'nothing-to-take': m.kit_world_no_box,
  'already-holding': m.kit_world_holding,
  'nothing-to-put': m.kit_world_not_holding,
  'stack-full': m.kit_world_full,
  'nothing-to-weigh': m.kit_world_no_weight,
  'night-is-over': m.kit_world_dawn,
  'missing-condition': m.kit_world_condition,
  'missing-number': m.kit_world_number,
  'divided-by-zero': m.kit_world_zero,
  'number-too-large': m.kit_world_large,
  'no-such-place': m.kit_world_no_place,
  'list-too-long': m.kit_world_long,
  'too-many-calls': m.kit_world_calls,
  'bad-times': m.kit_world_times,
  'bad-field': m.kit_world_field,
  'missing-start': m.kit_world_start,
  'misplaced-block': m.kit_world_misplaced,
  'missing-definition': m.kit_world_undefined,
  'several-definitions': m.kit_world_defined_twice,
  'misplaced-parameter': m.kit_world_parameter,
  'several-starts': m.kit_world_unreadable,
  'unknown-block': m.kit_world_unreadable,
  malformed: m.kit_world_unreadable,
};

/** Why a run could not begin or go on. */
function sayReason(reason: NonNullable<Outcome['reason']>): string {
  return REASONS[reason]();
}

/** A cell, counted from 1. */
export function sayCell([x, y]: Cell): string {
  return m.kit_world_cell({ x: x + 1, y: y + 1 });
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
  return sayList(
    stretches.map(({ from, to, y }) =>
      from === to
        ? sayCell([from, y])
        : m.kit_world_cells({ y: y + 1, from: from + 1, to: to + 1 }),
    ),
  );
}

/** Where a point of the pen world is, in squares to one decimal. */
export function sayPoint([x, y]: Point): string {
  return m.kit_world_place({ x: inSquares(x), y: inSquares(y) });
}

/** Thousandths of a square in squares, to one decimal. */
export function inSquares(thousandths: number): number {
  return Math.round(thousandths / 100) / 10;
}

/** One of the four headings, or degrees clockwise from north. */
export function sayHeading(heading: Heading | number): string {
  switch (heading) {
    case 'N':
    case 0:
      return m.kit_world_north();
    case 'E':
    case 90:
      return m.kit_world_east();
    case 'S':
    case 180:
      return m.kit_world_south();
    case 'W':
    case 270:
      return m.kit_world_west();
    default:
      return m.kit_world_degrees({ degrees: heading });
  }
}

export function sayList(parts: readonly (string | number)[]): string {
  return parts.join(m.kit_world_comma());
}
