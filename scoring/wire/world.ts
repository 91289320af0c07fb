import * as v from 'valibot';

/** A cell as [column, row], both from 0, origin in the top left corner. */
export const Cell = v.tuple([
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
]);
export type Cell = v.InferOutput<typeof Cell>;

export const Heading = v.picklist(['N', 'E', 'S', 'W']);
export type Heading = v.InferOutput<typeof Heading>;

/**
 * The grid world: a cleaning ship among quays and rocks. `cells` has one string a row, one
 * character a cell: `.` water, `#` quay, `o` rock. What must hold when the program ends stands in
 * `goal`; a goal that is not named is not asked. `lighthouse` is where `at` lies, when it is asked.
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
    goal: v.strictObject({
      at: v.optional(Cell),
      collected: v.optional(v.literal('all')),
      visited: v.optional(v.pipe(v.array(Cell), v.minLength(1), v.maxLength(64))),
    }),
  }),
  v.check((world) => {
    const width = world.cells[0]?.length ?? 0;
    const water = ([x, y]: Cell) => world.cells[y]?.[x] === '.';
    return (
      world.cells.every((row) => row.length === width) &&
      [world.ship.at, ...world.flotsam, ...(world.goal.visited ?? [])].every(water) &&
      (world.goal.at === undefined || water(world.goal.at))
    );
  }, 'rows of one length; ship, flotsam and goals on water'),
);
export type GridWorld = v.InferOutput<typeof GridWorld>;
