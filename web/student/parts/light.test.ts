import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../scoring/journal/replay.ts';
import type { Item } from '../../../scoring/wire/item.ts';
import type { Block } from '../../../scoring/wire/program.ts';
import type { Response } from '../../../scoring/wire/response.ts';
import { listLights } from './light.ts';

const hat = (next?: Block): Block => ({ type: 'start', ...(next && { next: { block: next } }) });
const text = { 'zh-TW': '題', en: 'task' };
const item: Item = {
  type: 'program',
  id: 'first-clean-up',
  version: 1,
  title: text,
  story: text,
  practice: 'algorithm-design',
  concepts: ['sequence'],
  codes: ['t'],
  worlds: [],
  start: { blocks: [hat()] },
  toolbox: ['move'],
};

describe('the light of a task', () => {
  it('tells a task that nobody has looked at', () => {
    expect(listLights([item], emptyState('f'))).toMatchObject([{ done: false, seen: false }]);
  });

  it.each<[string, Block[], boolean]>([
    ['a block under the hat', [hat({ type: 'move' })], true],
    ['a loose block only', [hat(), { type: 'move' }], false],
    ['everything cleared', [hat()], false],
  ])('%s', (_, blocks, done) => {
    const responses = { [item.id]: { kind: 'program' as const, program: { blocks } } };
    const state = { ...emptyState('f'), responses, flagged: [item.id], visited: [item.id] };
    const light = { item: item.id, done, seen: true, flagged: true };
    expect(listLights([item], state)).toEqual([light]);
  });

  it.each<[Response, boolean]>([
    [{ kind: 'choice', option: 'a' }, true],
    [{ kind: 'cell', cell: [0, 0] }, true],
    [{ kind: 'order', order: ['a', 'b', 'c'] }, true],
    [{ kind: 'marks', options: [] }, false],
    [{ kind: 'marks', options: ['b'] }, true],
    [{ kind: 'pairs', pairs: {} }, false],
    [{ kind: 'pairs', pairs: { a: 'b' } }, true],
    [{ kind: 'values', values: [null, null] }, false],
    [{ kind: 'values', values: [null, 0] }, true],
    [{ kind: 'cells', cells: [] }, false],
    [{ kind: 'cells', cells: [[0, 0]] }, true],
    [{ kind: 'edges', edges: [] }, false],
    [
      {
        kind: 'edges',
        edges: [
          [
            [0, 0],
            [1, 0],
          ],
        ],
      },
      true,
    ],
  ])('%j: %s', (response, done) => {
    const state = { ...emptyState('f'), responses: { [item.id]: response } };
    expect(listLights([item], state)[0]?.done).toBe(done);
  });

  it('is out before any answer', () => {
    expect(listLights([item], emptyState('f'))[0]?.done).toBe(false);
  });
});
