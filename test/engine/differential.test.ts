import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProgram } from '../../scoring/run/outcome.ts';
import { describeScene } from '../../scoring/run/scene.ts';
import { type Sketch, sketchProgram } from '../../scoring/run/sketch.ts';
import { readTree } from '../../scoring/run/tree.ts';
import type { World } from '../../scoring/wire/world.ts';
import { writePrograms } from '../bench/programs.ts';
import { type Drawn, anyCase } from './arbitrary.ts';
import { generate } from './differential-generator.ts';
import { Harness } from './differential-harness.ts';

/** Long enough for a machine that has other work. */
const PATIENCE = { timeout: 120_000 };

const SORTS = {
  loops: ['repeat', 'repeat_number', 'while', 'repeat_until'],
  branches: ['if', 'if_else'],
  calls: ['call'],
  variables: ['set', 'change'],
  lists: ['list_add', 'list_set', 'list_insert', 'list_remove'],
  broadcasts: ['broadcast'],
  events: ['when'],
};

/** What happened in a run of the generated JavaScript. */
interface Happened {
  end: string;
  steps: number;
  commands: number;
  did: ReadonlySet<string>;
}

/** Runs one program both ways; all that can be seen of it must be the same. */
function compare({ body, scripts }: Drawn, world: World): Happened {
  const program = sketchProgram(body, ...scripts);
  const tree = readTree(program);
  if (!tree.ok) throw new Error(tree.fault);
  const harness = new Harness(world);
  const end = harness.run(generate(tree.scripts, world));
  const { scene, memory, steps, commands, did } = harness;
  const outcome = runProgram(program, world);
  expect({
    end: outcome.reason ?? outcome.ended,
    steps: outcome.steps,
    commands: outcome.commands,
    trace: Number.parseInt(outcome.trace, 16) | 0,
    state: outcome.state,
  }).toEqual({
    end,
    steps,
    commands,
    trace: scene.trace,
    state: {
      world: describeScene(scene),
      memory: {
        variables: { ...world.given?.variables, ...memory.variables },
        lists: { ...world.given?.lists, ...memory.lists },
      },
    },
  });
  return { end, steps, commands, did };
}

/** In which share of the runs each of these happened. */
function sharesOf(runs: readonly Happened[]): Record<string, number> {
  const share = (isSo: (run: Happened) => boolean) => runs.filter(isSo).length / runs.length;
  const sorts = Object.entries(SORTS).map(([name, sorts]) => [
    name,
    share(({ did }) => sorts.some((sort) => did.has(sort))),
  ]);
  return {
    ...(Object.fromEntries(sorts) as Record<string, number>),
    'own end': share(({ end }) => end !== 'endless'),
    failed: share(({ end }) => end !== 'endless' && end !== 'finished'),
    'ten steps': share(({ steps }) => steps >= 10),
    commands: share(({ commands }) => commands > 0),
  };
}

function expectAtLeast(shares: Record<string, number>, least: Record<string, number>): void {
  const tooFew = Object.entries(least).filter(([name, share]) => !((shares[name] ?? 0) >= share));
  expect(tooFew.map(([name]) => [name, shares[name]])).toEqual([]);
}

// The step limit, the depth of calls and the bounds of numbers and lists are in the harness too, so
// that no program has to be left out of the comparison.
test('any program does what the JavaScript does that Blockly generates', PATIENCE, () => {
  const runs: Happened[] = [];
  fc.assert(
    fc.property(anyCase, ({ drawn, world }) => {
      runs.push(compare(drawn, world));
    }),
    { numRuns: 2000 },
  );
  expectAtLeast(sharesOf(runs), {
    'own end': 0.9,
    failed: 0.35,
    commands: 0.5,
    'ten steps': 0.13,
    loops: 0.12,
    branches: 0.1,
    calls: 0.2,
    variables: 0.08,
    lists: 0.06,
    broadcasts: 0.14,
    events: 0.08,
  });
});

test('so does a program of thousands of steps', PATIENCE, () => {
  const runs = writePrograms(500).map((written) => compare(written, written.world));
  expectAtLeast(sharesOf(runs), {
    'own end': 0.9,
    commands: 0.8,
    'ten steps': 1,
    loops: 1,
    branches: 0.9,
    calls: 0.5,
    variables: 0.8,
    lists: 0.2,
    broadcasts: 0.2,
    events: 0.2,
  });
});

// Too rare among programs drawn at random: that what stands behind a call sees its own parameters.
test('so does a function that calls itself before it reads its parameters', () => {
  const p: Sketch = ['parameter', 'p'];
  const q: Sketch = ['parameter', 'q'];
  const again: Sketch = [
    'call_2',
    'h',
    ['arithmetic', 'MINUS', p, 1],
    ['arithmetic', 'MULTIPLY', q, 2],
  ];
  const body: Sketch[] = [
    ['if', ['compare', 'GT', p, 0], [again]],
    ['list_add', 'l', p],
    ['list_add', 'l', q],
  ];
  const { end, steps } = compare(
    { body: [['call_2', 'h', 3, 1]], scripts: [[['define_2', 'h', 'p', 'q'], body]] },
    { kind: 'pen', width: 1, height: 1, boat: { at: [0, 0], heading: 0 }, goal: {} },
  );
  expect({ end, steps }).toEqual({ end: 'finished', steps: 16 });
});
