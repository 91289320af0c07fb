import * as v from 'valibot';

/** A cell as [column, row], both from 0, origin in the top left corner. */
export const Cell = v.tuple([
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
]);
export type Cell = v.InferOutput<typeof Cell>;

export const Heading = v.picklist(['N', 'E', 'S', 'W']);
export type Heading = v.InferOutput<typeof Heading>;

/** What an item calls a variable, a list, a function, a parameter or an event. */
export const Name = v.pipe(
  v.string(),
  // Objects are keyed by it, and these two are no keys of their own.
  v.regex(/^(?!constructor$|prototype$)[a-z][a-z0-9-]{0,15}$/),
);

/** The largest number that a program may hold, and with a minus the smallest: nine nines. */
export const LARGEST_NUMBER = 999_999_999;
/** The most numbers in one list. */
export const LONGEST_LIST = 100;

const Integer = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(-LARGEST_NUMBER),
  v.maxValue(LARGEST_NUMBER),
);
const Variables = v.record(Name, Integer);
const Lists = v.record(Name, v.pipe(v.array(Integer), v.maxLength(LONGEST_LIST)));

/** What variables and lists hold: at the beginning of a world, or at the end of a run. */
export const Memory = v.strictObject({
  variables: v.optional(Variables, {}),
  lists: v.optional(Lists, {}),
});
export type Memory = v.InferOutput<typeof Memory>;

/** What a world gives into the program's hand: a variable that is not named begins as 0, a list as empty. */
const given = v.optional(Memory);
/** Goals of every world: what named variables and lists must hold at the end. */
const memoryGoals = { variables: v.optional(Variables), lists: v.optional(Lists) };

/**
 * The grid world: a cleaning ship among quays and rocks. `cells` has one string a row, one
 * character a cell: `.` water, `#` quay, `o` rock. What must hold when the program ends stands in
 * `goal`; a goal that is not named is not asked. `at` is where the lighthouse stands, `delivered`
 * are squares that must each hold a piece of flotsam.
 */
export const GridWorld = v.pipe(
  v.strictObject({
    kind: v.literal('grid'),
    cells: v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[.#o]{1,16}$/))),
      v.minLength(1),
      v.maxLength(12),
    ),
    ship: v.strictObject({ at: Cell, heading: Heading }),
    flotsam: v.pipe(v.array(Cell), v.maxLength(64)),
    buoys: v.optional(
      v.pipe(
        v.array(v.strictObject({ at: Cell, colour: v.picklist(['red', 'green']) })),
        v.maxLength(64),
      ),
    ),
    given,
    goal: v.strictObject({
      at: v.optional(Cell),
      collected: v.optional(v.literal('all')),
      visited: v.optional(v.pipe(v.array(Cell), v.minLength(1), v.maxLength(64))),
      delivered: v.optional(v.pipe(v.array(Cell), v.minLength(1), v.maxLength(64))),
      ...memoryGoals,
    }),
  }),
  v.check((world) => {
    const width = world.cells[0]?.length ?? 0;
    const water = ([x, y]: Cell) => world.cells[y]?.[x] === '.';
    const { at, visited = [], delivered = [] } = world.goal;
    const buoys = (world.buoys ?? []).map((buoy) => buoy.at);
    return (
      world.cells.every((row) => row.length === width) &&
      [world.ship.at, ...world.flotsam, ...buoys, ...visited, ...delivered].every(water) &&
      (at === undefined || water(at))
    );
  }, 'rows of one length; ship, flotsam, buoys and goals on water'),
);
export type GridWorld = v.InferOutput<typeof GridWorld>;

/** A point of the pen world as [right, down] from the top left corner, in thousandths of a square. */
const thousandths = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16_000));
export const Point = v.tuple([thousandths, thousandths]);
export type Point = v.InferOutput<typeof Point>;

/**
 * The pen world: a boat that draws its wake on a chart of `width` × `height` squares. Its heading is
 * in whole degrees clockwise from north. `drawing` are the strokes of the picture that is asked,
 * each a list of corners; what counts is the picture, not the order or direction of strokes.
 */
export const PenWorld = v.pipe(
  v.strictObject({
    kind: v.literal('pen'),
    width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
    boat: v.strictObject({
      at: Point,
      heading: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(359)),
    }),
    given,
    goal: v.strictObject({
      drawing: v.optional(
        v.pipe(
          v.array(v.pipe(v.array(Point), v.minLength(2), v.maxLength(200))),
          v.minLength(1),
          v.maxLength(100),
        ),
      ),
      at: v.optional(Point),
      ...memoryGoals,
    }),
  }),
  v.check(({ width, height, boat, goal }) => {
    const onChart = ([x, y]: Point) => x <= width * 1000 && y <= height * 1000;
    const corners = (goal.drawing ?? []).flat();
    return [boat.at, ...corners, ...(goal.at ? [goal.at] : [])].every(onChart);
  }, 'boat and goals lie on the chart'),
);
export type PenWorld = v.InferOutput<typeof PenWorld>;

/** A container: its colour (`r` red, `b` blue, `y` yellow) and its weight, as in `r5`. */
export const Container = v.pipe(v.string(), v.regex(/^[rby][1-9]$/));
export type Container = v.InferOutput<typeof Container>;

/**
 * The crane world: stacks of containers on a quay, each listed from the bottom, none higher than
 * `height`, and a crane above the stack number `crane` (from 0). A goal names for each stack what
 * must stand there; null = anything.
 */
export const CraneWorld = v.pipe(
  v.strictObject({
    kind: v.literal('crane'),
    height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
    stacks: v.pipe(v.array(v.array(Container)), v.minLength(1), v.maxLength(8)),
    crane: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7)),
    given,
    goal: v.strictObject({
      stacks: v.optional(v.array(v.nullable(v.array(Container)))),
      ...memoryGoals,
    }),
  }),
  v.check(({ height, stacks, crane, goal }) => {
    const fits = (stack: Container[] | null) => (stack?.length ?? 0) <= height;
    const asked = goal.stacks ?? stacks;
    return (
      crane < stacks.length && asked.length === stacks.length && [...stacks, ...asked].every(fits)
    );
  }, 'the crane above a stack; a goal for each stack; no stack above the height'),
);
export type CraneWorld = v.InferOutput<typeof CraneWorld>;

/**
 * The beacon world: a lighthouse through a night of so many ticks. `fog` and `ship` say for each
 * tick from the first whether there is fog (`f`) and whether a ship's own lamp is lit (`*`); `.` or
 * a tick beyond the string is neither. `events` happen by themselves. `strip` is what the lamp must
 * have shown, `*` lit and `.` dark for each tick; dark ticks at its end need not be written.
 */
export const BeaconWorld = v.pipe(
  v.strictObject({
    kind: v.literal('beacon'),
    night: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    fog: v.optional(v.pipe(v.string(), v.regex(/^[.f]{1,200}$/))),
    ship: v.optional(v.pipe(v.string(), v.regex(/^[.*]{1,200}$/))),
    events: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            at: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(199)),
            name: Name,
          }),
        ),
        v.maxLength(20),
      ),
    ),
    given,
    goal: v.strictObject({
      strip: v.optional(v.pipe(v.string(), v.regex(/^[.*]{1,200}$/))),
      ...memoryGoals,
    }),
  }),
  v.check(
    ({ night, fog = '', ship = '', events = [], goal }) =>
      Math.max(fog.length, ship.length, goal.strip?.length ?? 0) <= night &&
      events.every(({ at }, index) => at < night && at >= (events[index - 1]?.at ?? 0)),
    'nothing beyond the night; events in order',
  ),
);
export type BeaconWorld = v.InferOutput<typeof BeaconWorld>;

export const World = v.variant('kind', [GridWorld, PenWorld, CraneWorld, BeaconWorld]);
export type World = v.InferOutput<typeof World>;
export type WorldKind = World['kind'];

/** Everything that a world may ask for; which of them a world knows is in its schema. */
export const GoalName = v.picklist([
  'at',
  'collected',
  'visited',
  'delivered',
  'drawing',
  'stacks',
  'strip',
  'variables',
  'lists',
]);
export type GoalName = v.InferOutput<typeof GoalName>;
