import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHead } from './accept.ts';
import { link } from './chain.ts';
import type { LogHeader } from './frame.ts';
import { writeLine } from './line.ts';
import { replay, replayOn, startReplay } from './replay.ts';
import type { JournalEvent } from '../wire/event.ts';
import type { Happening } from './journal.ts';
import { type Source, endOf, knows, nextEpoch, takeOver } from './takeover.ts';

const header: LogHeader = {
  log: 1,
  attempt: '00000000-0000-4000-8000-000000000001',
  epoch: 1,
  secret: '0'.repeat(32),
  sitting: 'T3ST',
  form: 'a'.repeat(64),
  package: 'b'.repeat(64),
  label: { school: '望潮國小', className: '六年二班', seat: 3 },
};

/** An epoch in which these things happened, one a second. */
function write(happenings: Happening[], epoch = 1): Source {
  const lines: string[] = [];
  const hashes = [emptyHead(header.attempt, epoch).hash];
  for (const happening of happenings) {
    const seq = lines.length + 1;
    const event = { v: 1, seq, span: 0, t: seq * 1000, wall: 0, ...happening } as JournalEvent;
    const line = writeLine(event);
    hashes.push(link(hashes[lines.length] ?? '', line));
    lines.push(line);
  }
  return { header: { ...header, epoch }, lines, hashes };
}

function cut({ header: same, lines, hashes }: Source, length: number): Source {
  return { header: same, lines: lines.slice(0, length), hashes: hashes.slice(0, length + 1) };
}

const start: Happening = { type: 'start', form: header.form };
const visit = (item: string): Happening => ({ type: 'visit', item });
const choose = (item: string, option: string): Happening => ({
  type: 'answer',
  item,
  response: { kind: 'choice', option },
  reason: 'edit',
});
const whole = write([
  start,
  visit('one'),
  choose('one', 'a'),
  choose('one', 'b'),
  choose('two', 'c'),
]);

function own(source: Source): number {
  return replayOn(startReplay(header.form), source.lines).own;
}

test('a short copy takes over what the server has, and what it wrote itself stands above', () => {
  const short = cut(whole, 3);
  const mine = write([start, visit('one'), choose('one', 'a'), choose('two', 'd')]).lines.slice(3);
  const next = write(takeOver(short, endOf(whole), mine), 2);
  expect(replay(next.lines).responses).toEqual({
    one: { kind: 'choice', option: 'b' },
    two: { kind: 'choice', option: 'd' },
  });
  expect(own(next)).toBe(1);
});

test('flags, a raised hand and the hand-in go along', () => {
  const unsent = write([{ type: 'flag', item: 'two', on: true }, { type: 'handin' }]).lines;
  expect(replay(write(takeOver(whole, endOf(whole), unsent), 2).lines)).toMatchObject({
    flagged: ['two'],
    handedIn: true,
  });
});

test('law: what the server lacks, on top of what it has, is the state as if it had come in order', () => {
  const deed = fc.oneof(
    fc.constantFrom('one', 'two').map(visit),
    fc
      .tuple(fc.constantFrom('one', 'two'), fc.constantFrom('a', 'b'))
      .map(([item, option]) => choose(item, option)),
    fc.boolean().map((on): Happening => ({ type: 'flag', item: 'one', on })),
    fc.boolean().map((on): Happening => ({ type: 'help', on })),
    fc.constant<Happening>({ type: 'tick' }),
  );
  fc.assert(
    fc.property(fc.array(deed), fc.nat(), (deeds, at) => {
      const all = write([start, ...deeds]);
      const sent = 1 + (at % (deeds.length + 1));
      const next = takeOver(all, endOf(cut(all, sent)), all.lines.slice(sent));
      const taken = replay(write(next, 2).lines);
      const spent = expect.anything() as unknown;
      expect(taken).toEqual({ ...endOf(all).state, spent });
    }),
  );
});

test('without a word of the server the new epoch goes on from the end of the old one', () => {
  expect(takeOver(whole, undefined, whole.lines)).toEqual([{ ...start, resume: endOf(whole) }]);
});

test('an epoch that the server has not heard of lies below the new one, not beside it', () => {
  const second = write([{ ...start, resume: endOf(cut(whole, 3)) }, choose('two', 'd')], 2);
  const [first] = takeOver(second, endOf(whole), second.lines);
  expect(first).toMatchObject({ resume: { from: { epoch: 2, seq: 2 } } });
});

test('a place is known on a log, and where a log goes on from it', () => {
  const short = cut(whole, 3);
  const from = endOf(whole).from;
  const next = write(takeOver(short, endOf(whole), []), 2);
  expect([[whole], [short], [short, next], [next]].map((sources) => knows(sources, from))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('the new epoch has a number that neither side has used', () => {
  const { from } = endOf(whole);
  expect([
    nextEpoch(header, undefined),
    nextEpoch(header, { ...from, epoch: 4 }),
    nextEpoch(header, { ...from, epoch: 4, attempt: '00000000-0000-4000-8000-000000000009' }),
  ]).toEqual([2, 5, 2]);
});
