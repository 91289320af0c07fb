import { describeChart } from '../../../scoring/run/describe.ts';
import type { WorldState } from '../../../scoring/run/state.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type {
  BeaconWorld,
  Container,
  CraneWorld,
  GridWorld,
  PenWorld,
  World,
} from '../../../scoring/wire/world.ts';
import { m } from '../paraglide/messages.js';
import { sayContainer } from './container.ts';
import { sayName } from './name.ts';
import { showStart } from './play.svelte.ts';
import { inSquares, sayCell, sayCells, sayHeading, sayList, sayPoint } from './words.ts';

type StateOf<K extends WorldState['kind']> = Extract<WorldState, { kind: K }>;

/**
 * The whole world in sentences, as a screen reader says it and as nobody sees it otherwise: as it
 * lies in `state`, or at its beginning.
 */
export function sayWorld(
  world: World,
  state: WorldState = showStart(world).state.world,
  names?: Names,
): string {
  return [...sayScene(world, state, names), ...sayCards(world, names)].join('');
}

function sayScene(world: World, state: WorldState, names: Names | undefined): string[] {
  if (world.kind === 'grid' && state.kind === 'grid') return sayGrid(world, state);
  if (world.kind === 'pen' && state.kind === 'pen') return sayPen(world, state);
  if (world.kind === 'crane' && state.kind === 'crane') return sayCrane(world, state);
  if (world.kind === 'beacon' && state.kind === 'beacon') return sayBeacon(world, state, names);
  return [];
}

function sayCards({ given }: World, names: Names | undefined): string[] {
  const card = (name: string, value: string | number) => m.kit_world_card({ name, value });
  return [
    ...Object.entries(given?.variables ?? {}).map(([id, value]) =>
      card(sayName(names, 'variables', id), value),
    ),
    ...Object.entries(given?.lists ?? {}).map(([id, values]) =>
      card(sayName(names, 'lists', id), sayList(values)),
    ),
  ];
}

function sayGrid(world: GridWorld, state: StateOf<'grid'>): string[] {
  const { width, height, rocks, quays } = describeChart(world);
  const { goal } = world;
  const buoys = (colour: 'red' | 'green') =>
    (world.buoys ?? []).filter((buoy) => buoy.colour === colour).map(({ at }) => at);
  const things = [
    [m.kit_world_flotsam, state.flotsam],
    [m.kit_world_buoys_red, buoys('red')],
    [m.kit_world_buoys_green, buoys('green')],
    [m.kit_world_marks, goal.visited ?? []],
    [m.kit_world_docks, goal.delivered ?? []],
    [m.kit_world_rocks, rocks],
    [m.kit_world_quays, quays],
  ] as const;
  return [
    m.kit_world_size({ width, height }),
    m.kit_world_ship({ cell: sayCell(state.at), heading: sayHeading(state.heading) }),
    state.cargo > 0 ? m.kit_world_cargo({ cargo: state.cargo }) : '',
    goal.at ? m.kit_world_lighthouse({ cell: sayCell(goal.at) }) : '',
    ...things.map(([say, cells]) => (cells.length > 0 ? say({ cells: sayCells(cells) }) : '')),
  ];
}

/** A picture with more corners than this is too long to be listened to. */
const MOST_CORNERS = 40;

function sayPen({ width, height, goal }: PenWorld, state: StateOf<'pen'>): string[] {
  const { at, heading, down, drawing } = state;
  const corners = (goal.drawing ?? []).flat().length;
  const lines = (goal.drawing ?? []).map((stroke) =>
    stroke
      .map(([x, y]) => `(${inSquares(x)}, ${inSquares(y)})`)
      .reduce((a, b) => m.kit_world_to({ a, b })),
  );
  return [
    m.kit_world_size({ width, height }),
    m.kit_world_ship({ cell: sayPoint(at), heading: sayHeading(heading) }),
    down ? m.kit_world_pen_down() : m.kit_world_pen_up(),
    drawing.length > 0 ? m.kit_world_drawn({ count: drawing.length }) : '',
    goal.at ? m.kit_world_lighthouse({ cell: sayPoint(goal.at) }) : '',
    corners > MOST_CORNERS ? m.kit_world_drawing_long({ count: corners }) : '',
    corners > 0 && corners <= MOST_CORNERS ? m.kit_world_drawing({ lines: sayList(lines) }) : '',
  ];
}

function sayCrane({ height, goal }: CraneWorld, state: StateOf<'crane'>): string[] {
  const { stacks, crane, held } = state;
  const asked = (goal.stacks ?? []).flatMap((stack, i) => (stack ? [sayStack(stack, i)] : []));
  return [
    m.kit_world_yard({ stacks: stacks.length, height }),
    ...stacks.map(sayStack),
    m.kit_world_crane({ stack: crane + 1 }),
    held === undefined ? '' : m.kit_world_held({ box: sayContainer(held) }),
    ...(asked.length > 0 ? [m.kit_world_planned(), ...asked] : []),
  ];
}

function sayStack(boxes: readonly Container[], index: number): string {
  const stack = index + 1;
  return boxes.length === 0
    ? m.kit_world_stack_empty({ stack })
    : m.kit_world_stack({ stack, boxes: sayList(boxes.map(sayContainer)) });
}

function sayBeacon(world: BeaconWorld, state: StateOf<'beacon'>, names?: Names): string[] {
  const { night, goal, fog = '', ship = '', events = [] } = world;
  const { clock, lit, strip } = state;
  const say = (what: string, runs: string[]) =>
    runs.length > 0 ? m.kit_world_runs({ what, runs: sayList(runs) }) : '';
  return [
    m.kit_world_night({ night }),
    m.kit_world_now({ clock }),
    lit ? m.kit_world_lit() : m.kit_world_dark(),
    say(m.kit_world_row_asked(), sayLight(goal.strip ?? '')),
    say(m.kit_world_row_lamp(), sayLight(strip)),
    say(m.kit_world_row_fog(), saySpans(fog, 'f')),
    say(m.kit_world_row_ship(), saySpans(ship, '*')),
    ...events.map(({ at, name }) =>
      say(m.kit_world_clock({ clock: at }), [sayName(names, 'events', name)]),
    ),
  ];
}

/** A strip of light as lengths: lit 3, dark 1. */
function sayLight(strip: string): string[] {
  return Array.from(strip.matchAll(/\*+|\.+/g), ([run]) =>
    run.startsWith('*')
      ? m.kit_world_on_for({ ticks: run.length })
      : m.kit_world_off_for({ ticks: run.length }),
  );
}

/** The beats in which `strip` shows `sign`, the last one too, and how many: no end is left open. */
function saySpans(strip: string, sign: 'f' | '*'): string[] {
  return Array.from(strip.matchAll(sign === 'f' ? /f+/g : /\*+/g), ({ 0: run, index: from }) => {
    const ticks = run.length;
    return ticks === 1
      ? m.kit_world_beat({ at: from })
      : m.kit_world_beats({ from, to: from + ticks - 1, ticks });
  });
}
