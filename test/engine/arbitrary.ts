import fc from 'fast-check';
import * as v from 'valibot';
import type { Sketch, SketchPart, SketchScript } from '../../scoring/run/sketch.ts';
import { BLOCKS, type BlockField, type BlockSpec } from '../../scoring/wire/block.ts';
import { LARGEST_NUMBER, World, type WorldKind } from '../../scoring/wire/world.ts';

const KINDS: readonly WorldKind[] = ['grid', 'pen', 'crane', 'beacon'];

/** A program as `sketchProgram` takes it. */
export interface Drawn {
  readonly body: readonly Sketch[];
  readonly scripts: readonly SketchScript[];
}

const VARIABLES = ['a', 'b'];
const LISTS = ['l', 'm'];
const EVENTS = ['e', 'o'];
/** By number of parameters. */
const FUNCTIONS: readonly (readonly [name: string, ...parameters: string[]])[] = [
  ['f'],
  ['g', 'p'],
  ['h', 'p', 'q'],
];

/**
 * Programs of every block that a world of this kind knows, all of which can be read. Three
 * functions are defined, which may call themselves and one another, and up to three scripts wait
 * for events. An empty socket, a number that is too large, or a loop without end is rare.
 */
function anyProgram(kind: WorldKind): fc.Arbitrary<Drawn> {
  const functions = FUNCTIONS.map(([name, ...parameters]): fc.Arbitrary<SketchScript> => {
    const hat: Sketch = [
      parameters.length ? `define_${parameters.length}` : 'define',
      name,
      ...parameters,
    ];
    return fc.tuple(fc.constant(hat), bodyOf(kind, parameters));
  });
  const hearing = fc.tuple(
    fc.constantFrom(...EVENTS).map((name): Sketch => ['when', name]),
    bodyOf(kind, []),
  );
  return fc.record({
    body: bodyOf(kind, []),
    scripts: fc
      .tuple(fc.tuple(...functions), fc.array(hearing, { maxLength: 3 }))
      .map(([defined, heard]) => [...defined, ...heard]),
  });
}

/** No interface, since fast-check asks for a type with an index signature. */
type Language = {
  number: SketchPart;
  condition: SketchPart;
  command: Sketch;
  body: Sketch[];
};
type Tie = <K extends keyof Language>(key: K) => fc.Arbitrary<Language[K]>;

function bodyOf(kind: WorldKind, parameters: readonly string[]): fc.Arbitrary<Sketch[]> {
  const leaf = fc.oneof(
    fc.integer({ min: -2, max: 9 }),
    fc.constantFrom('a', 'b').map(variable),
    ...parameters.map((name) => fc.constant<Sketch>(['parameter', name])),
  );
  const blocks = (wanted: BlockSpec['kind'], tie: Tie, isLeaf: boolean) =>
    fc.oneof(
      ...Object.entries<BlockSpec>(BLOCKS)
        .filter(([, spec]) => spec.kind === wanted && (spec.world ?? kind) === kind)
        .filter(([type]) => type !== 'parameter' || parameters.length > 0)
        .filter(([, { sockets, mouths }]) => isLeaf === (sockets.length + mouths.length === 0))
        .map(([type, spec]) => ({
          weight: weightOf(type, spec),
          arbitrary: drawBlock(type, spec, parameters, tie),
        })),
    );
  return fc.letrec<Language>((tie) => ({
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'number' },
      { weight: 14, arbitrary: leaf },
      { weight: 5, arbitrary: blocks('number', tie, true) },
      { weight: 4, arbitrary: blocks('number', tie, false) },
      { weight: 1, arbitrary: fc.constantFrom(null, 90, LARGEST_NUMBER, -LARGEST_NUMBER) },
    ),
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'condition' },
      { weight: 6, arbitrary: compare(leaf) },
      ...(kind === 'pen' ? [] : [{ weight: 12, arbitrary: blocks('condition', tie, true) }]),
      { weight: 8, arbitrary: blocks('condition', tie, false) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    command: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'command' },
      { weight: 5, arbitrary: blocks('command', tie, true) },
      { weight: 6, arbitrary: blocks('command', tie, false) },
    ),
    body: fc.array(tie('command'), { maxLength: 5, depthIdentifier: 'command' }),
  })).body;
}

/** Blocks of lists fail easily, and those of the world are what it is about. */
function weightOf(type: string, { world }: BlockSpec): number {
  if (world) return 5;
  return type.startsWith('list_') ? 1 : 3;
}

const variable = (name: string): Sketch => ['variable', name];

const compare = (number: fc.Arbitrary<SketchPart>) =>
  fc
    .tuple(fc.constantFrom('EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE'), number, number)
    .map((parts): Sketch => ['compare', ...parts]);

function drawBlock(
  type: string,
  { fields, sockets, mouths }: BlockSpec,
  parameters: readonly string[],
  tie: Tie,
): fc.Arbitrary<Sketch> {
  const parts: fc.Arbitrary<SketchPart>[] = [
    ...fields.map((field) => drawField(field, sockets.length, parameters)),
    ...sockets.map(({ takes }) => tie(takes)),
    ...mouths.map(() => tie('body')),
  ];
  if (parts.length === 0) return fc.constant(type);
  return fc.tuple(...parts).map((drawn): Sketch => [type, ...drawn]);
}

function drawField(
  { of, options = [] }: BlockField,
  sockets: number,
  parameters: readonly string[],
): fc.Arbitrary<string | number> {
  switch (of) {
    case 'times':
      return fc.integer({ min: 1, max: 12 });
    case 'number':
      return fc.integer({ min: -20, max: 120 });
    case 'choice':
      return fc.constantFrom(...options);
    case 'variable':
      return fc.constantFrom(...VARIABLES);
    case 'list':
      return fc.constantFrom(...LISTS);
    case 'event':
      return fc.constantFrom(...EVENTS);
    case 'function':
      return fc.constant(FUNCTIONS[sockets]?.[0] ?? '');
    case 'parameter':
      return fc.constantFrom(...parameters);
  }
}

/** Worlds of this kind, small, with any goals. */
function anyWorld(kind: WorldKind): fc.Arbitrary<World> {
  return fc
    .record({ world: WORLDS[kind], given: fc.option(memory, { nil: undefined }), asked: memory })
    .map(({ world, given, asked }) =>
      v.parse(World, {
        kind,
        ...world,
        ...(given && { given }),
        goal: { ...world.goal, ...(given && asked) },
      }),
    );
}

const small = fc.integer({ min: -3, max: 12 });
const memory = fc.record({
  variables: fc.dictionary(fc.constantFrom('a', 'b', 'c'), small, { maxKeys: 2 }),
  lists: fc.dictionary(fc.constantFrom('l', 'n'), fc.array(small, { maxLength: 5 }), {
    maxKeys: 2,
  }),
});

type Draft = Record<string, unknown> & { goal: Record<string, unknown> };

const grid: fc.Arbitrary<Draft> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([width, height]) => {
    const cell = fc.tuple(fc.nat(width - 1), fc.nat(height - 1));
    const cells = fc.array(cell, { minLength: 1, maxLength: 3 });
    return fc.record({
      tiles: fc.array(fc.constantFrom('.', '.', '.', '.', '#', 'o'), {
        minLength: width * height,
        maxLength: width * height,
      }),
      width: fc.constant(width),
      ship: fc.record({ at: cell, heading: fc.constantFrom('N', 'E', 'S', 'W') }),
      flotsam: fc.array(cell, { maxLength: 6 }),
      buoys: fc.array(fc.record({ at: cell, colour: fc.constantFrom('red', 'green') }), {
        maxLength: 4,
      }),
      goal: fc.record(
        { at: cell, collected: fc.constant('all'), visited: cells, delivered: cells },
        { requiredKeys: [] },
      ),
    });
  })
  .map(({ tiles, width, ...rest }) => {
    const { ship, flotsam, buoys, goal } = rest;
    const { visited = [], delivered = [], at = ship.at } = goal;
    const marked = [ship.at, ...flotsam, ...buoys.map((buoy) => buoy.at), at];
    for (const [x, y] of [...marked, ...visited, ...delivered]) tiles[y * width + x] = '.';
    const cells = Array.from({ length: tiles.length / width }, (_, y) =>
      tiles.slice(y * width, (y + 1) * width).join(''),
    );
    return { cells, ...rest };
  });

const pen: fc.Arbitrary<Draft> = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) => {
    const point = fc.tuple(fc.nat(width * 1000), fc.nat(height * 1000));
    const stroke = fc.array(point, { minLength: 2, maxLength: 5 });
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      boat: fc.record({ at: point, heading: fc.nat(359) }),
      goal: fc.record(
        { at: point, drawing: fc.array(stroke, { minLength: 1, maxLength: 3 }) },
        { requiredKeys: [] },
      ),
    });
  });

const container = fc
  .tuple(fc.constantFrom('r', 'b', 'y'), fc.integer({ min: 1, max: 9 }))
  .map(([colour, weight]) => `${colour}${weight}`);

const crane: fc.Arbitrary<Draft> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .chain(([stacks, height]) => {
    const full = fc.array(container, { minLength: height, maxLength: height });
    const stack = fc.oneof(full, fc.array(container, { maxLength: height }));
    const all = { minLength: stacks, maxLength: stacks };
    return fc.record({
      height: fc.constant(height),
      stacks: fc.array(stack, all),
      crane: fc.nat(stacks - 1),
      goal: fc.record(
        { stacks: fc.array(fc.option(stack, { nil: null }), all) },
        { requiredKeys: [] },
      ),
    });
  });

const beacon: fc.Arbitrary<Draft> = fc.integer({ min: 20, max: 60 }).chain((night) => {
  const strip = (...marks: string[]) =>
    fc.string({ unit: fc.constantFrom(...marks), minLength: 1, maxLength: night });
  const event = fc.record({ at: fc.nat(night - 1), name: fc.constantFrom('e', 'o', 'unheard') });
  return fc.record({
    night: fc.constant(night),
    fog: strip('.', 'f'),
    ship: strip('.', '*'),
    events: fc.array(event, { maxLength: 5 }).map((all) => all.toSorted((a, b) => a.at - b.at)),
    goal: fc.record({ strip: strip('.', '*') }, { requiredKeys: [] }),
  });
});

const WORLDS: Record<WorldKind, fc.Arbitrary<Draft>> = { grid, pen, crane, beacon };

/** A program and a world of the same kind, any of the four. */
export const anyCase: fc.Arbitrary<{ drawn: Drawn; world: World }> = fc.oneof(
  ...KINDS.map((kind) => fc.record({ drawn: anyProgram(kind), world: anyWorld(kind) })),
);
