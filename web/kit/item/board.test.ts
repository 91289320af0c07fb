import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Response } from '../../../scoring/wire/response.ts';
import { findNext, listPlaces, readMarks, writeMarks } from './board.ts';

const board = { columns: 3, rows: 2 };

describe.each(['cells', 'edges'] as const)('a board on which %s are marked', (marks) => {
  const places = listPlaces(board, marks);
  const ids = places.map(({ id }) => id);

  it('has each place once', () => {
    expect(new Set(ids).size).toBe(marks === 'cells' ? 6 : 7);
    expect(ids).toHaveLength(marks === 'cells' ? 6 : 7);
  });

  it('reads what it writes, in the order of the board', () => {
    const response = writeMarks(places, marks, ids.toReversed());
    expect(v.parse(Response, response)).toEqual(response);
    expect(readMarks(response)).toEqual(ids);
    expect(readMarks(writeMarks(places, marks, [ids[2] ?? '']))).toEqual([ids[2]]);
  });

  it('has every place within reach of the arrow keys', () => {
    const [first] = places;
    const reached = new Set(first ? [first] : []);
    for (const place of reached)
      for (const key of ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) {
        const next = findNext(places, place, key);
        if (next) reached.add(next);
      }
    expect(reached.size).toBe(places.length);
  });
});

describe('an arrow key', () => {
  it.each<['cells' | 'edges', string, string, string | undefined]>([
    ['cells', '0,0', 'ArrowRight', '1,0'],
    ['cells', '2,0', 'ArrowRight', undefined],
    ['cells', '1,0', 'ArrowDown', '1,1'],
    ['cells', '1,1', 'ArrowUp', '1,0'],
    ['cells', '1,1', 'Home', undefined],
    ['edges', '0,0 1,0', 'ArrowRight', '1,0 2,0'],
    ['edges', '1,0 2,0', 'ArrowDown', '1,0 1,1'],
    ['edges', '0,0 0,1', 'ArrowLeft', undefined],
    ['edges', '2,0 2,1', 'ArrowUp', '1,0 2,0'],
  ])('on %s from %s: %s leads to %s', (marks, from, key, to) => {
    const places = listPlaces(board, marks);
    const start = places.find(({ id }) => id === from);
    if (!start) throw new Error(`no place ${from}`);
    expect(findNext(places, start, key)?.id).toBe(to);
  });
});
