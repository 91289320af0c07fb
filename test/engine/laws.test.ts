import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProgram } from '../../scoring/run/compile.ts';
import { STEP_LIMIT } from '../../scoring/run/engine.ts';
import { FAILURES } from '../../scoring/run/failure.ts';
import { hasEnded, startRun, stepRun } from '../../scoring/run/machine.ts';
import { readOutcome, runProgram, runTree } from '../../scoring/run/outcome.ts';
import { describeScene } from '../../scoring/run/scene.ts';
import { sketchProgram } from '../../scoring/run/sketch.ts';
import { type Script, readTree } from '../../scoring/run/tree.ts';
import { BLOCK_TYPES } from '../../scoring/wire/block.ts';
import type { Program } from '../../scoring/wire/program.ts';
import { type Drawn, anyCase } from './arbitrary.ts';
import { Reference } from './reference.ts';

const sketched = ({ body, scripts }: Drawn) => sketchProgram(body, ...scripts);

function scriptsOf(program: Program): readonly Script[] {
  const tree = readTree(program);
  if (!tree.ok) throw new Error(tree.fault);
  return tree.scripts;
}

/** Long enough for a machine that has other work. */
const PATIENCE = { timeout: 120_000 };

test(
  'the programs drawn have every block and come to every end, or the laws say little',
  PATIENCE,
  () => {
    const cases = fc.sample(anyCase, { numRuns: 2500, seed: 7 });
    const programs = cases.map(({ drawn }) => sketched(drawn));
    const text = JSON.stringify(programs.slice(0, 600));
    expect(BLOCK_TYPES.filter((type) => !text.includes(`"type":"${type}"`))).toEqual([]);
    const ends = new Map<string, number>();
    cases.forEach(({ world }, at) => {
      const { ended, reason = ended } = runProgram(programs[at] ?? { blocks: [] }, world);
      ends.set(reason, (ends.get(reason) ?? 0) + 1);
    });
    const failures = FAILURES.filter((failure) => failure !== undefined);
    expect([...ends.keys()].sort()).toEqual(['endless', 'finished', ...failures].sort());
  },
);

test('the machine does what a second interpreter does', PATIENCE, () => {
  fc.assert(
    fc.property(anyCase, ({ drawn, world }) => {
      const program = sketched(drawn);
      const reference = new Reference(scriptsOf(program), world);
      const end = reference.run();
      const { ended, reason, steps, commands, state, trace } = runProgram(program, world);
      const { scene, variables, lists } = reference;
      expect({
        end: reason ?? ended,
        steps,
        commands,
        trace: Number.parseInt(trace, 16) | 0,
        world: state.world,
      }).toEqual({
        end,
        steps: reference.steps,
        commands: reference.commands,
        trace: scene.trace,
        world: describeScene(scene),
      });
      expect(state.memory.variables).toMatchObject(Object.fromEntries(variables));
      expect(state.memory.lists).toMatchObject(Object.fromEntries(lists));
    }),
    { numRuns: 1500 },
  );
});

test('stepping one at a time comes to the same as finishing at once', PATIENCE, () => {
  fc.assert(
    fc.property(anyCase, ({ drawn, world }) => {
      const program = sketched(drawn);
      const compiled = compileProgram(program, world.kind);
      if (!compiled.ok) throw new Error(compiled.fault);
      const run = startRun(compiled.code, world);
      // One `expect` for all frames: there may be 10,000.
      const odd: unknown[] = [];
      for (let frames = 1; !hasEnded(run); frames++) {
        const { block, status, effect } = stepRun(run);
        const isSound =
          run.steps === frames &&
          block !== undefined &&
          effect.action !== 'none' &&
          (status === 'ended') === hasEnded(run) &&
          (effect.action === 'failed') === (run.status === 'failed');
        if (!isSound) odd.push({ frames, block, status, effect });
      }
      expect(odd).toEqual([]);
      expect(readOutcome(run)).toEqual(runProgram(program, world));
    }),
    { numRuns: 300 },
  );
});

test(
  'a run with a limit takes so many steps or as many as it needs, whichever is less',
  PATIENCE,
  () => {
    fc.assert(
      fc.property(anyCase, fc.nat(400), ({ drawn, world }, limit) => {
        const scripts = scriptsOf(sketched(drawn));
        const whole = runTree(scripts, world);
        const cut = runTree(scripts, world, limit);
        expect(cut.steps).toBe(Math.min(limit, whole.steps));
        if (whole.steps <= limit && whole.ended !== 'endless') expect(cut).toEqual(whole);
        else expect(cut.ended).toBe('endless');
      }),
      { numRuns: 500 },
    );
  },
);

test(
  'the same program in the same world ends the same, and leaves both untouched',
  PATIENCE,
  () => {
    fc.assert(
      fc.property(anyCase, ({ drawn, world }) => {
        const program = sketched(drawn);
        const before = JSON.stringify([program, world]);
        const first = runProgram(program, world);
        expect(runProgram(JSON.parse(JSON.stringify(program)) as Program, world)).toEqual(first);
        expect(JSON.stringify([program, world])).toBe(before);
        expect(first.steps).toBeLessThanOrEqual(STEP_LIMIT);
      }),
    );
  },
);
