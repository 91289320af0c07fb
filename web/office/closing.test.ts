import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Closing, type ClosingPage, type HoldOut, STEPS } from '../../scoring/wire/closing.ts';
import { countUntaken, findReady, findStage, listHeldOut, listSteps } from './closing.ts';

const release = (n: number, complete = true, heldOut: string[] = []) => ({
  release: n,
  createdAt: n,
  by: 'office',
  complete,
  publishedAt: null,
  heldOut,
});
const closing = (state: Closing['state'], done = 0, at: Closing['at'] = null): Closing => ({
  campaign: 'census',
  release: 1,
  state,
  startedAt: 1,
  startedBy: 'office',
  endedAt: null,
  at,
  records: STEPS.slice(0, done).map((step) => ({
    step,
    inputs: {},
    result: '',
    versions: { engine: '1', statistics: '1' },
    seed: null,
    skipped: null,
  })),
  failure: null,
  heldOut: [],
});
const page = (change: Partial<ClosingPage>): ClosingPage => ({
  campaign: 'census',
  imported: false,
  unsettled: { open: 0, unscored: 0 },
  closing: null,
  releases: [],
  present: null,
  decisions: [],
  ...change,
});
const decision = (item: string, out: boolean, at: number): HoldOut => ({
  item,
  version: 1,
  out,
  reason: 'because of its story',
  by: 'office',
  at,
});
const OPEN = { open: 1, unscored: 0 };
const UNSCORED = { open: 0, unscored: 3 };

describe('the stage that waits', () => {
  it.each<[string, Partial<ClosingPage>, string | undefined]>([
    ['a class is open', { unsettled: OPEN }, 'collect'],
    ['answers are unscored', { unsettled: UNSCORED }, 'collect'],
    ['all is in', {}, 'compute'],
    ['it runs', { closing: closing('running'), unsettled: OPEN }, 'compute'],
    ['it failed', { closing: closing('failed') }, 'compute'],
    ['it failed and a class is open', { closing: closing('failed'), unsettled: OPEN }, 'collect'],
    ['a second one failed', { closing: closing('failed'), releases: [release(1)] }, 'compute'],
    ['it is done', { closing: closing('done'), releases: [release(1)] }, 'check'],
    [
      'an older one is published',
      { closing: closing('done'), releases: [release(2), release(1)], present: 1 },
      'check',
    ],
    ['the newest is published', { releases: [release(1)], present: 1 }, undefined],
    [
      'the newest is published and a class is open',
      { releases: [release(1)], present: 1, unsettled: OPEN },
      'collect',
    ],
  ])('%s', (_, change, stage) => {
    expect(findStage(page(change))).toBe(stage);
  });
});

describe('the release that waits for its publication', () => {
  it.each<[string, Partial<ClosingPage>, number | undefined]>([
    ['none', {}, undefined],
    ['an incomplete one', { releases: [release(1, false)] }, undefined],
    ['a complete one', { releases: [release(1)] }, 1],
    ['the published one', { releases: [release(1)], present: 1 }, undefined],
    ['a newer one', { releases: [release(1), release(2)], present: 1 }, 2],
    [
      'a newer incomplete one',
      { releases: [release(2, false), release(1)], present: 1 },
      undefined,
    ],
  ])('%s', (_, change, ready) => {
    expect(findReady(page(change))?.release).toBe(ready);
  });
});

describe('decisions', () => {
  it.each<[string, HoldOut[], string[]]>([
    ['none', [], []],
    ['one', [decision('b', true, 1)], ['b@1']],
    ['two items, by name', [decision('b', true, 1), decision('a', true, 2)], ['a@1', 'b@1']],
    ['taken back', [decision('b', false, 2), decision('b', true, 1)], []],
    ['taken back, oldest first', [decision('b', true, 1), decision('b', false, 2)], []],
  ])('%s', (_, decisions, out) => {
    expect(listHeldOut(decisions)).toEqual(out);
  });

  it.each<[string, string[], HoldOut[], number]>([
    ['are in the release', ['a@1'], [decision('a', true, 1)], 0],
    ['leave out another', ['a@1'], [decision('a', true, 1), decision('b', true, 2)], 1],
    ['take one back', ['a@1'], [decision('a', true, 1), decision('a', false, 2)], 1],
  ])('%s', (_, heldOut, decisions, n) => {
    expect(countUntaken({ releases: [release(1, true, heldOut)], decisions })).toBe(n);
  });
});

describe('steps of a closing', () => {
  it('are done, at work or ahead, in their order', () => {
    fc.assert(
      fc.property(fc.nat(STEPS.length - 1), (done) => {
        const step = STEPS[done] ?? 'audit';
        const steps = listSteps(closing('running', done, { step, done: 1, of: 4 }));
        expect(steps.map(({ state }) => state)).toEqual([
          ...STEPS.slice(0, done).map(() => 'done'),
          'now',
          ...STEPS.slice(done + 1).map(() => 'ahead'),
        ]);
        expect(steps[done]?.part).toEqual({ done: 1, of: 4 });
      }),
    );
  });

  it('stand where it failed', () => {
    const steps = listSteps(closing('failed', 3));
    expect(steps.find(({ state }) => state === 'now')?.step).toBe('calibrate');
  });

  it('are all done in the end', () => {
    const steps = listSteps(closing('done', STEPS.length));
    expect(steps.every(({ state }) => state === 'done')).toBe(true);
  });
});
