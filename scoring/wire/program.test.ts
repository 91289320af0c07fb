import { describe, expect, it } from 'vitest';
import { isBlockForest, MAX_BLOCKS, MAX_DEPTH } from './program.ts';

const stack = (n: number): unknown =>
  Array.from({ length: n }).reduce<object | undefined>(
    (next) => ({ type: 'move', ...(next && { next: { block: next } }) }),
    undefined,
  );
const nest = (n: number): unknown =>
  Array.from({ length: n }).reduce<object | undefined>(
    (block) => ({ type: 'repeat', ...(block && { inputs: { DO: { block } } }) }),
    undefined,
  );
const lists = (n: number): unknown =>
  Array.from({ length: n }).reduce<unknown>((inner) => [inner], 0);

describe('isBlockForest', () => {
  it.each<[string, unknown, boolean]>([
    ['nothing', [], true],
    ['a hat', [{ type: 'start', id: 'a', x: 40, y: 30.5, deletable: false }], true],
    ['a disabled block', [{ type: 'move', disabledReasons: ['loose'] }], true],
    ['a comment', [{ type: 'move', icons: { comment: { text: '嗨', size: { w: 9 } } } }], true],
    ['a count', [{ type: 'repeat', fields: { TIMES: 3 } }], true],
    ['as many blocks as allowed', [stack(MAX_BLOCKS)], true],
    ['one too many', [stack(MAX_BLOCKS + 1)], false],
    ['as deep as allowed', [nest(MAX_DEPTH)], true],
    ['one too deep', [nest(MAX_DEPTH + 1)], false],
    ['10,000 deep', [nest(10_000)], false],
    ['something deep in a member of no meaning', [{ type: 'start', data: lists(8_000) }], false],
    ['something deep in a field', [{ type: 'repeat', fields: { TIMES: lists(8_000) } }], false],
    ['something deep beside an input', [{ type: 'if', inputs: { IF: { shadow: {} } } }], false],
    ['no list', { type: 'start' }, false],
    ['no block', [null], false],
    ['no type', [{ id: 'a' }], false],
    ['a long type', [{ type: 'x'.repeat(65) }], false],
    ['inputs that are a list', [{ type: 'if', inputs: [] }], false],
    ['a follower that is text', [{ type: 'move', next: 'move' }], false],
  ])('%s: %#', (_, value, answer) => {
    expect(isBlockForest(value)).toBe(answer);
  });
});
