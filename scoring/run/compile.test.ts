import { describe, expect, test } from 'vitest';
import { type Block, MAX_BLOCKS, MAX_DEPTH } from '../wire/program.ts';
import { compileProgram } from './compile.ts';
import type { CompileFault } from './sheet.ts';
import { type Sketch, type SketchScript, sketchProgram } from './sketch.ts';

const hat = (next?: Block): Block => ({
  type: 'start',
  id: 'hat',
  ...(next && { next: { block: next } }),
});

function chain(length: number): Block {
  let block: Block = { type: 'move', id: 'last' };
  for (let count = 1; count < length; count++) block = { type: 'move', next: { block } };
  return block;
}

function nest(depth: number): Block {
  let block: Block = { type: 'move' };
  for (let count = 1; count < depth; count++) {
    block = { type: 'repeat', fields: { TIMES: 2 }, inputs: { DO: { block } } };
  }
  return block;
}

function cycle(): Block {
  const block: Block = { type: 'move' };
  block.next = { block };
  return block;
}

/** Small in memory, 2^20 blocks as a tree. */
function fan(): Block {
  let block: Block = { type: 'flotsam_here' };
  for (let count = 0; count < 20; count++) {
    block = { type: 'and', inputs: { A: { block }, B: { block } } };
  }
  return { type: 'while', inputs: { IF: { block } } };
}

describe('a program that cannot run says why and where', () => {
  const repeat = (times: unknown): Sketch[] => ['move', ['repeat', times as number, ['move']]];
  const sketched: [string, Sketch[], CompileFault, string][] = [
    ['an unknown block', ['move', 'warp'], 'unknown-block', 'b2'],
    ['an unknown block in a body', [['repeat', 2, ['warp']]], 'unknown-block', 'b2'],
    ['an unknown condition', [['if', 'warp', []]], 'unknown-block', 'b2'],
    ['a name of Object.prototype', ['constructor'], 'unknown-block', 'b1'],
    ['__proto__ as a type', ['__proto__'], 'unknown-block', 'b1'],
    ['a hat below the hat', ['start'], 'misplaced-block', 'b1'],
    ['a condition as a command', ['blocked_ahead'], 'misplaced-block', 'b1'],
    ['a command as a condition', [['while', 'move', []]], 'misplaced-block', 'b2'],
    ['a loop as a condition', [['if', ['not', 'repeat'], []]], 'misplaced-block', 'b3'],
    ['no rounds', repeat(0), 'bad-times', 'b2'],
    ['a hundred rounds', repeat(100), 'bad-times', 'b2'],
    ['a thousand million rounds', repeat(1e9), 'bad-times', 'b2'],
    ['rounds below zero', repeat(-1), 'bad-times', 'b2'],
    ['half a round', repeat(1.5), 'bad-times', 'b2'],
    ['rounds in words', repeat('many'), 'bad-times', 'b2'],
    ['rounds with a space', repeat(' 3'), 'bad-times', 'b2'],
    ['true rounds', repeat(true), 'bad-times', 'b2'],
    ['rounds that cannot be written', repeat(Object.create(null)), 'bad-times', 'b2'],
    ['the first of two unknown blocks', ['warp', 'bend'], 'unknown-block', 'b1'],
    ['the first of two faults', ['warp', ['repeat', 0, []]], 'unknown-block', 'b1'],
  ];
  test.each(sketched)('%s', (_, body, fault, block) => {
    expect(compileProgram(sketchProgram(body), 'grid')).toEqual({ ok: false, fault, block });
  });

  const names: [string, Sketch[], CompileFault, string][] = [
    ['a block of another world', ['lamp_on'], 'misplaced-block', 'b1'],
    ['a condition of another world', [['if', 'fog_now', []]], 'misplaced-block', 'b2'],
    ['a number of another world', [['set', 'a', 'clock']], 'misplaced-block', 'b2'],
    ['a condition as a number', [['set', 'a', 'blocked_ahead']], 'misplaced-block', 'b2'],
    ['a number as a condition', [['if', 'cargo', []]], 'misplaced-block', 'b2'],
    ['a number as a command', ['cargo'], 'misplaced-block', 'b1'],
    ['a command as a number', [['set', 'a', 'move']], 'misplaced-block', 'b2'],
    ['an unknown number', [['set', 'a', 'warp']], 'unknown-block', 'b2'],
    ['a variable without a name', ['set'], 'bad-field', 'b1'],
    ['a name in capitals', [['set', 'A', 1]], 'bad-field', 'b1'],
    ['a name that is too long', [['set', 'a'.repeat(17), 1]], 'bad-field', 'b1'],
    ['a list named __proto__', [['list_add', '__proto__', 1]], 'bad-field', 'b1'],
    ['an event without a name', ['broadcast'], 'bad-field', 'b1'],
    ['an unknown comparison', [['if', ['compare', 'IS', 1, 1], []]], 'bad-field', 'b2'],
    ['an unknown operator', [['set', 'a', ['arithmetic', 'POWER', 1, 1]]], 'bad-field', 'b2'],
    ['a number in words', [['set', 'a', ['number', 'many']]], 'bad-field', 'b2'],
    ['no number', [['set', 'a', ['number', '']]], 'bad-field', 'b2'],
    ['a number with a point', [['set', 'a', ['number', '1.0']]], 'bad-field', 'b2'],
    ['a number of ten digits', [['set', 'a', ['number', 1e9]]], 'bad-field', 'b2'],
    ['minus nothing', [['set', 'a', ['number', '-0']]], 'bad-field', 'b2'],
    ['a call of nothing', [['call', 'f']], 'missing-definition', 'b1'],
    [
      'a parameter of the main script',
      [['set', 'a', ['parameter', 'p']]],
      'misplaced-parameter',
      'b2',
    ],
  ];
  test.each(names)('%s', (_, body, fault, block) => {
    expect(compileProgram(sketchProgram(body), 'grid')).toEqual({ ok: false, fault, block });
  });
  test('a colour that is none', () => {
    const program = sketchProgram([['if', ['top_colour', 'g'], []]]);
    const expected = { ok: false, fault: 'bad-field', block: 'b2' };
    expect(compileProgram(program, 'crane')).toEqual(expected);
  });

  const p: Sketch = ['set', 'a', ['parameter', 'p']];
  const scripted: [string, Sketch[], SketchScript[], CompileFault, string][] = [
    [
      'two functions of one name',
      [],
      [
        [['define', 'f'], []],
        [['define_1', 'f', 'p'], []],
      ],
      'several-definitions',
      'b2',
    ],
    [
      'a call with too few numbers',
      [['call', 'f']],
      [[['define_1', 'f', 'p'], []]],
      'missing-definition',
      'b1',
    ],
    [
      'a call with too many numbers',
      [['call_2', 'f', 1, 2]],
      [[['define_1', 'f', 'p'], []]],
      'missing-definition',
      'b1',
    ],
    [
      'the parameter of another function',
      [],
      [
        [['define_1', 'f', 'p'], []],
        [['define', 'g'], [p]],
      ],
      'misplaced-parameter',
      'b4',
    ],
    [
      'a parameter below an event',
      [],
      [
        [['define_1', 'f', 'p'], []],
        [['when', 'e'], [p]],
      ],
      'misplaced-parameter',
      'b4',
    ],
    ['a function without a name', [], [['define', []]], 'bad-field', 'b1'],
    ['a parameter without a name', [], [[['define_1', 'f'], []]], 'bad-field', 'b1'],
    ['an event without a name to wait for', [], [['when', []]], 'bad-field', 'b1'],
    [
      'a fault in a function that nobody calls',
      [],
      [[['define', 'f'], ['warp']]],
      'unknown-block',
      'b2',
    ],
    [
      'a hat before what hangs below another',
      ['warp'],
      [
        [['define', 'f'], []],
        [['define', 'f'], []],
      ],
      'several-definitions',
      'b3',
    ],
  ];
  test.each(scripted)('%s', (_, body, scripts, fault, block) => {
    const program = sketchProgram(body, ...scripts);
    expect(compileProgram(program, 'grid')).toEqual({ ok: false, fault, block });
  });

  const built: [string, unknown, CompileFault, string?][] = [
    ['nothing', [], 'missing-start'],
    ['a loose stack only', [chain(3)], 'missing-start'],
    ['a disabled hat', [{ ...hat(), disabledReasons: ['by hand'] }], 'missing-start'],
    ['two hats', [hat(), chain(2), { ...hat(), id: 'second' }], 'several-starts', 'second'],
    ['two hats without ids', [{ type: 'start' }, { type: 'start' }], 'several-starts'],
    ['no list', { type: 'start' }, 'malformed'],
    ['a list of nothing', [null], 'malformed'],
    ['text', ['start'], 'malformed'],
    ['10,000 levels', [hat(nest(10_000))], 'malformed'],
    ['10,000 blocks below one another', [hat(chain(10_000))], 'malformed'],
    ['one block too many', [hat(chain(MAX_BLOCKS))], 'malformed'],
    ['one level too many', [hat(nest(MAX_DEPTH + 1))], 'malformed'],
    ['a block below itself', [hat(cycle())], 'malformed'],
    ['a million shared blocks', [hat(fan())], 'malformed'],
  ];
  test.each(built)('%s', (_, blocks, fault, block) => {
    const expected = { ok: false, fault, ...(block !== undefined && { block }) };
    expect(compileProgram({ blocks }, 'grid')).toEqual(expected);
  });
});

describe('a program within bounds compiles', () => {
  const built: [string, Block[]][] = [
    ['the hat alone', [hat()]],
    ['as many blocks as allowed', [hat(chain(MAX_BLOCKS - 1))]],
    ['as many levels as allowed', [hat(nest(MAX_DEPTH))]],
    ['faults in a loose stack', [hat(), { type: 'warp' }]],
    ['a fault that is disabled', [hat({ type: 'warp', disabledReasons: ['by hand'] })]],
    ['a fault disabled the old way', [hat({ type: 'warp', enabled: false })]],
    [
      'a fault in an input that the block has not',
      [hat({ type: 'move', inputs: { DO: { block: { type: 'warp' } } } })],
    ],
  ];
  test.each(built)('%s', (_, blocks) => {
    expect(compileProgram({ blocks }, 'grid').ok).toBe(true);
  });
});
