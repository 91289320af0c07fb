import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProgram } from '../../scoring/run/outcome.ts';
import { describeScene } from '../../scoring/run/scene.ts';
import { sketchProgram } from '../../scoring/run/sketch.ts';
import { readTree } from '../../scoring/run/tree.ts';
import { anyCase } from './arbitrary.ts';
import { generate } from './differential-generator.ts';
import { Harness } from './differential-harness.ts';

const PROGRAMS = 2000;

/** Shares of the programs in which something happened. */
class Shares {
  readonly #counts = new Map<string, number>();

  count(name: string, isSo: boolean): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + Number(isSo));
  }

  of(name: string): number {
    return (this.#counts.get(name) ?? 0) / PROGRAMS;
  }

  all() { return [...this.#counts]; }
}

const SORTS = {
  loops: ['repeat', 'repeat_number', 'while', 'repeat_until'],
  branches: ['if', 'if_else'],
  calls: ['call'],
  variables: ['set', 'change'],
  lists: ['list_add', 'list_set', 'list_insert', 'list_remove'],
  broadcasts: ['broadcast'],
  events: ['when'],
};

test('the machine does what the JavaScript does that Blockly generates', { timeout: 120_000 }, () => {
  const shares = new Shares();
  fc.assert(
    fc.property(anyCase, ({ drawn, world }) => {
      const program = sketchProgram(drawn.body, ...drawn.scripts);
      const tree = readTree(program);
      if (!tree.ok) throw new Error(tree.fault);
      const harness = new Harness(world);
      const end = harness.run(generate(tree.scripts, world));
      const { ended, reason, steps, commands, state, trace } = runProgram(program, world);
      const { scene, memory, did } = harness;
      expect({
        end: reason ?? ended,
        steps,
        commands,
        trace: Number.parseInt(trace, 16) | 0,
        state,
      }).toEqual({
        end,
        steps: harness.steps,
        commands: harness.commands,
        trace: scene.trace,
        state: {
          world: describeScene(scene),
          memory: {
            variables: { ...world.given?.variables, ...memory.variables },
            lists: { ...world.given?.lists, ...memory.lists },
          },
        },
      });
      shares.count('compared to its own end', end !== 'endless');
      shares.count('finished', end === 'finished');
      shares.count('failed', ended === 'failed');
      shares.count('commands', commands > 0);
      shares.count('10 steps', steps >= 10);
      for (const [name, sorts] of Object.entries(SORTS)) {
        shares.count(name, sorts.some((sort) => did.has(sort)));
      }
    }),
    { numRuns: PROGRAMS },
  );
  console.log(shares.all());
});
