import * as Blockly from 'blockly/core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../../scoring/wire/program.ts';
import { COUNTING, countDesk, countProgram, limitBlocks } from './cap.ts';
import { defineBlocks } from './definitions.ts';
import { loadProgram } from './program.ts';
import { LABELS } from './words-en.ts';

beforeAll(() => {
  defineBlocks(LABELS);
});

describe('what a cap counts', () => {
  const shadow = { type: 'number', fields: { NUM: 1 } };
  const blocks: Block[] = [
    {
      type: 'start',
      next: {
        block: {
          type: 'forward',
          inputs: { STEPS: { shadow } },
          next: { block: { type: 'forward', inputs: { STEPS: { block: shadow } } } },
        },
      },
    },
    { type: 'define', fields: { NAME: 'rest' }, next: { block: { type: 'pen_up' } } },
    { type: 'pen_down' },
  ];
  const workspace = () => {
    const made = new Blockly.Workspace();
    loadProgram(made, { blocks });
    return made;
  };

  test('hats and typed numbers not, loose blocks where they could be hung', () => {
    expect(countProgram(workspace())).toBe(4);
    expect(countDesk(workspace())).toBe(5);
  });

  test('a copy weighs what is in it, not what hangs below', () => {
    const [first, second] = workspace().getBlocksByType('forward', true);
    const weights: unknown[] = [];
    for (const one of [first, second]) {
      if (!one) throw new Error('no block');
      one.workspace.isCapacityAvailable = (types) => weights.push(...Object.values(types)) > 0;
      COUNTING.isDuplicatable.call(one);
    }
    expect(weights).toEqual([1, 2]);
  });

  test.each<[string, number | undefined, Record<string, number>, boolean]>([
    ['one below the cap takes one', 6, { forward: 1, number: 1 }, true],
    ['but not two', 6, { forward: 2, number: 2 }, false],
    ['a number of its own counts', 5, { number: 1 }, false],
    ['at the cap a hat still fits', 5, { define_1: 1 }, true],
    ['and nothing else', 5, { pen_up: 1 }, false],
    ['without a cap there is room', undefined, { pen_up: 100 }, true],
    ['but not without end', undefined, { pen_up: 400 }, false],
  ])('%s', (_, cap, types, fits) => {
    const desk = workspace();
    limitBlocks(desk, cap);
    expect(desk.isCapacityAvailable(types)).toBe(fits);
  });
});
