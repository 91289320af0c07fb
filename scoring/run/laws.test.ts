import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Cell, GridWorld, type Heading } from '../wire/world.ts';
import { STEP_LIMIT } from './engine.ts';
import { runProgram } from './outcome.ts';
import { sketchProgram } from './sketch.ts';

/** The part of the language that the reference below speaks. */
type Sketch =
  | string
  | readonly ['repeat', number, readonly Sketch[]]
  | readonly ['repeat_until' | 'while' | 'if', Question, readonly Sketch[]]
  | readonly ['if_else', Question, readonly Sketch[], readonly Sketch[]];
type Question =
  string | null | readonly ['not', Question] | readonly ['and' | 'or', Question, Question];

const SENSORS = ['flotsam_here', 'blocked_ahead', 'at_lighthouse'];
const COMMANDS = ['move', 'turn_left', 'turn_right', 'collect'];

const { body: anyBody } = fc.letrec<{
  question: Question;
  sketch: Sketch;
  body: Sketch[];
}>((tie) => ({
  question: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'question' },
    { weight: 20, arbitrary: fc.constantFrom(...SENSORS) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 8, arbitrary: fc.tuple(fc.constant('not' as const), tie('question')) },
    {
      weight: 8,
      arbitrary: fc.tuple(
        fc.constantFrom('and' as const, 'or' as const),
        tie('question'),
        tie('question'),
      ),
    },
  ),
  sketch: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'sketch' },
    { weight: 12, arbitrary: fc.constantFrom(...COMMANDS) },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constant('repeat' as const),
        fc.integer({ min: 1, max: 12 }),
        tie('body'),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(
        fc.constantFrom('repeat_until' as const, 'while' as const, 'if' as const),
        tie('question'),
        tie('body'),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constant('if_else' as const),
        tie('question'),
        tie('body'),
        tie('body'),
      ),
    },
  ),
  body: fc.array(tie('sketch'), { maxLength: 4, depthIdentifier: 'sketch' }),
}));

const anyWorld: fc.Arbitrary<GridWorld> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .chain(([width, height]) => {
    const cell = fc.tuple(fc.nat(width - 1), fc.nat(height - 1));
    return fc.record({
      tiles: fc.array(fc.constantFrom('.', '.', '.', '.', '#', 'o'), {
        minLength: width * height,
        maxLength: width * height,
      }),
      width: fc.constant(width),
      at: cell,
      heading: fc.constantFrom<Heading>('N', 'E', 'S', 'W'),
      flotsam: fc.array(cell, { maxLength: 6 }),
      goal: fc.record(
        {
          at: cell,
          collected: fc.constant('all' as const),
          visited: fc.array(cell, { minLength: 1, maxLength: 4 }),
        },
        { requiredKeys: [] },
      ),
    });
  })
  .map(({ tiles, width, at, heading, flotsam, goal }) => {
    const wet = [at, ...flotsam, ...(goal.visited ?? []), ...(goal.at ? [goal.at] : [])];
    for (const [x, y] of wet) tiles[y * width + x] = '.';
    const cells = Array.from({ length: tiles.length / width }, (_, y) =>
      tiles.slice(y * width, (y + 1) * width).join(''),
    );
    return v.parse(GridWorld, { kind: 'grid', cells, ship: { at, heading }, flotsam, goal });
  });

/** Leaves the reference from any depth. */
class End extends Error {}

/** A second interpreter, of the sketch itself and in no hurry, to hold the machine against. */
class Reference {
  steps = 0;
  at: Cell;
  heading: Heading;
  flotsam: string[];
  visited: Set<string>;
  /** What the trace is a hash of. */
  bytes: number[] = [];
  world: GridWorld;

  constructor(world: GridWorld) {
    this.world = world;
    this.at = [...world.ship.at];
    this.heading = world.ship.heading;
    this.flotsam = world.flotsam.map((cell) => cell.join());
    this.visited = new Set([this.at.join()]);
  }

  run(body: readonly Sketch[]): string {
    try {
      this.all(body);
      return 'finished';
    } catch (error) {
      if (error instanceof End) return error.message;
      throw error;
    }
  }

  all(body: readonly Sketch[]): void {
    for (const sketch of body) this.one(sketch);
  }

  step(): void {
    if (this.steps === STEP_LIMIT) this.stop('endless');
    this.steps += 1;
  }

  stop(reason: string): never {
    throw new End(reason);
  }

  one(sketch: Sketch): void {
    if (typeof sketch === 'string') {
      this.step();
      this.command(sketch);
      return;
    }
    switch (sketch[0]) {
      case 'repeat':
        for (let round = 0; round < sketch[1]; round++) {
          this.step();
          this.all(sketch[2]);
        }
        return;
      case 'if':
        if (this.look(sketch[1])) this.all(sketch[2]);
        return;
      case 'if_else':
        this.all(this.look(sketch[1]) ? sketch[2] : sketch[3]);
        return;
      default:
        while (this.look(sketch[1]) === (sketch[0] === 'while')) this.all(sketch[2]);
    }
  }

  look(question: Question): boolean {
    this.step();
    return this.ask(question);
  }

  ask(question: Question): boolean {
    if (question === null) return this.stop('missing-condition');
    if (typeof question !== 'string') {
      if (question[0] === 'not') return !this.ask(question[1]);
      if (question[0] === 'and') return this.ask(question[1]) && this.ask(question[2]);
      return this.ask(question[1]) || this.ask(question[2]);
    }
    if (question === 'flotsam_here') return this.flotsam.includes(this.at.join());
    if (question === 'blocked_ahead') return this.tileAhead() !== '.';
    return this.world.goal.at?.join() === this.at.join();
  }

  ahead(): [number, number] {
    const [x, y] = this.at;
    return { N: [x, y - 1], E: [x + 1, y], S: [x, y + 1], W: [x - 1, y] }[this.heading] as Cell;
  }

  tileAhead(): string | undefined {
    const [x, y] = this.ahead();
    return this.world.cells[y]?.[x];
  }

  /** The number of a cell on a chart with a border one cell wide. */
  number([x, y]: Cell): number {
    return (y + 1) * ((this.world.cells[0]?.length ?? 0) + 2) + x + 1;
  }

  command(type: string): void {
    if (type === 'move') this.move();
    else if (type === 'collect') this.collect();
    else {
      const turned = { N: 'WE', E: 'NS', S: 'EW', W: 'SN' }[this.heading];
      this.heading = turned[type === 'turn_left' ? 0 : 1] as Heading;
      this.bytes.push(2, 'NESW'.indexOf(this.heading));
    }
  }

  move(): void {
    const next = this.ahead();
    const tile = this.tileAhead();
    const code = tile === undefined ? 3 : '.#o'.indexOf(tile);
    this.bytes.push(1 + 16 * code, this.number(next));
    if (code !== 0)
      this.stop(['', 'ran-aground-quay', 'ran-aground-rock', 'left-the-chart'][code] ?? '');
    this.at = next;
    this.visited.add(next.join());
  }

  collect(): void {
    const found = this.flotsam.indexOf(this.at.join());
    this.bytes.push(found === -1 ? 3 + 16 * 4 : 3, this.number(this.at));
    if (found === -1) this.stop('nothing-to-collect');
    this.flotsam.splice(found, 1);
  }

  goals(): Record<string, boolean> {
    const { at, collected, visited } = this.world.goal;
    return {
      ...(at && { at: at.join() === this.at.join() }),
      ...(collected && { collected: this.flotsam.length === 0 }),
      ...(visited && { visited: visited.every((cell) => this.visited.has(cell.join())) }),
    };
  }

  trace(): string {
    const hash = this.bytes.reduce(
      (h, byte) => ((h ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn,
      0x811c9dc5n,
    );
    return hash.toString(16).padStart(8, '0');
  }
}

describe('laws', () => {
  test('the machine does what a second, independent interpreter does', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyBody, anyWorld, (body, world) => {
        const reference = new Reference(world);
        const end = reference.run(body);
        const { ended, reason, steps, solved, goals, state, trace } = runProgram(
          sketchProgram(body),
          world,
        );
        seen.add(end);
        if (state.world.kind !== 'grid') throw new Error(state.world.kind);
        const { at, heading, flotsam } = state.world;
        expect({
          end: reason ?? ended,
          steps,
          goals,
          at,
          heading,
          trace,
        }).toEqual({
          end,
          steps: reference.steps,
          goals: reference.goals(),
          at: reference.at,
          heading: reference.heading,
          trace: reference.trace(),
        });
        expect(flotsam.map((cell) => cell.join()).sort()).toEqual(reference.flotsam.sort());
        expect(solved).toBe(end === 'finished' && Object.values(reference.goals()).every(Boolean));
      }),
      { numRuns: 3000 },
    );
    // The programs drawn must come to every kind of end, or the law says little.
    expect([...seen].sort()).toEqual([
      'endless',
      'finished',
      'left-the-chart',
      'missing-condition',
      'nothing-to-collect',
      'ran-aground-quay',
      'ran-aground-rock',
    ]);
  });
});
