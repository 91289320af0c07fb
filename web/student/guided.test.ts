import { describe, expect, test } from 'vitest';
import type { Program } from '../../scoring/wire/program.ts';
import { type Guided, type Practised, practise } from './guided.ts';

/** So many blocks below the hat, and perhaps one that is not joined. */
function lay(joined: number, loose = false): Program {
  const chain = (left: number): object =>
    left === 0 ? {} : { next: { block: { type: 'move', id: `m${left}`, ...chain(left - 1) } } };
  const blocks = [{ type: 'start', id: 'go', x: 0, y: 0, ...chain(joined) }];
  return { blocks: loose ? [...blocks, { type: 'move', id: 'loose', x: 9, y: 9 }] : blocks };
}
const ran: Practised = { kind: 'ran' };
const laid: Practised = { kind: 'laid', program: lay(0) };
const edit = (program: Program): Practised => ({ kind: 'changed', program, reason: 'edit' });
const undo = (program: Program): Practised => ({ kind: 'changed', program, reason: 'undo' });

function after(done: number, ...all: Practised[]): Guided {
  return all.reduce(practise, { done, now: lay(0), before: undefined });
}

describe('the guided practice', () => {
  test.each([
    ['nothing', [], 0],
    ['a block that is put down and not joined', [edit(lay(0, true))], 0],
    ['a block', [edit(lay(1))], 1],
    ['a run before there is a block', [ran], 0],
    ['a block and a run', [edit(lay(1)), ran], 2],
    ['two blocks and no run', [edit(lay(1)), edit(lay(2))], 1],
    ['a change', [edit(lay(1)), ran, edit(lay(2))], 3],
    ['undo in the place of a change', [edit(lay(1)), ran, undo(lay(0))], 2],
    ['a second change', [edit(lay(1)), ran, edit(lay(2)), edit(lay(3))], 3],
    ['undo', [edit(lay(1)), ran, edit(lay(2)), undo(lay(1))], 4],
    ['a block that is thrown away again', [edit(lay(1)), ran, edit(lay(2)), edit(lay(1))], 3],
    ['all, and more', [edit(lay(1)), ran, edit(lay(2)), undo(lay(1)), ran, edit(lay(2))], 4],
  ])('%s', (_, all, done) => {
    expect(after(0, ...all).done).toBe(done);
  });

  test('goes on where it stopped, on a desk that is bare again', () => {
    expect(after(3, laid, undo(lay(0))).done).toBe(3);
    expect(after(3, laid, edit(lay(1)), undo(lay(0))).done).toBe(4);
  });

  test('what lay on another desk cannot be undone on this one', () => {
    expect(after(3, edit(lay(1)), laid, undo(lay(0))).done).toBe(3);
  });
});
