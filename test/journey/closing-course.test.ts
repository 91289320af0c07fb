import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClosingPage } from '../../scoring/wire/closing.ts';
import { takeFingerprint } from '../../worker/store/answer.ts';
import { alter, closeCampaign, finish, hold, step } from './closing-desk.ts';
import { ask, awaitClosing, codeOf, endWindow, makeSittings, play, settle, sit } from './desk.ts';
import { BUOY } from './fixture.ts';

const answers = { [BUOY]: { kind: 'choice' as const, option: 'b' } };
let form: string;

/** A census that nobody sat, over. */
beforeEach(async () => {
  form = (await makeSittings(4)).hash;
  await endWindow();
});

/** One class of four, closed and scored. */
async function sitOne(): Promise<void> {
  const attempts = [1, 2, 3, 4].map((seat) => sit(codeOf('a-601'), { seat, form, answers }));
  await play(codeOf('a-601'), { attempts });
  await settle('census', 4);
}

const readPage = () => ask<ClosingPage>('office', 'GET', '/campaigns/census/closing');
const findState = () =>
  env.DB.prepare(
    `SELECT CASE WHEN complete_at IS NULL THEN 'running' ELSE 'done' END AS state FROM release`,
  ).first('state');

describe('a close', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each([
    ['asked for again', 'POST', 'close'],
    ['looked at', 'GET', 'closing'],
  ])('that has stopped goes on when it is %s', async (_, method, page) => {
    await hold();
    await ask('office', method, `/campaigns/census/${page}`);
    await expect.poll(findState, { timeout: 20_000 }).toBe('done');
    expect((await readPage()).releases).toMatchObject([{ release: 1, complete: true }]);
  });

  test('under another code than it began with is not gone on with', async () => {
    await hold();
    await step();
    await alter({ code: 'another' });
    expect(await step()).toMatchObject({
      state: 'failed',
      failure: 'the software was renewed since the closing began: close again',
    });
    expect((await closeCampaign()).release).toBe(2);
  });

  test('that only has to be noted as complete is, under another code too', async () => {
    await hold();
    let closing = await step();
    const isWritten = () => {
      const { at, records } = closing;
      return records.some((record) => record.step === 'audit') && at?.done === at?.of;
    };
    while (!isWritten()) closing = await step();
    await alter({ code: 'another' });
    expect(await step()).toMatchObject({ state: 'done' });
  });

  test('that the platform kills in the same slice again and again fails', async () => {
    await hold();
    expect(await step(4)).toMatchObject({ state: 'running' });
    expect(await step(5)).toMatchObject({
      state: 'failed',
      failure: 'gather: stopped by the platform 5 times',
    });
  });

  test('of what the database should not hold fails at once, and repeats none of it', async () => {
    await sitOne();
    await env.DB.prepare(
      `UPDATE score SET items_json = replace(items_json, '"credit"', '"x"')`,
    ).run();
    await hold();
    expect(await finish()).toMatchObject({
      state: 'failed',
      failure: 'the database holds what this version cannot read',
    });
  });

  test('that another run of scoring overtakes fails: that one is to be closed', async () => {
    await sitOne();
    await hold();
    await step();
    await ask('office', 'POST', '/campaigns/census/rescore');
    await settle('census', 4);
    expect(await finish()).toMatchObject({
      state: 'failed',
      failure: 'answers were scored anew after the closing began',
    });
    expect((await closeCampaign()).release).toBe(2);
  });

  test('reads again when something changes while it reads, and gives up after five times', async () => {
    await sitOne();
    await hold();
    const change = (raw: number) =>
      env.DB.prepare(
        `UPDATE score SET raw = ?1, scored_at = scored_at + 1
         WHERE enrolment = (SELECT min(enrolment) FROM score)`,
      )
        .bind(raw)
        .run();
    // The frame, the page; then the look back.
    await step();
    await step();
    await change(0);
    await step();
    expect((await step()).records).toEqual([]);
    for (let round = 2; round <= 5; round++) {
      await change(round % 2);
      await step();
      await step();
      await step();
    }
    expect(await step()).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('kept changing') as string,
    });
  });

  test('that fails says why in a line, and the next one begins anew', async () => {
    await sitOne();
    await env.DB.prepare(
      `UPDATE score SET items_json = replace(items_json, '${BUOY}', 'unheard-of')`,
    ).run();
    await ask('office', 'POST', '/campaigns/census/close');
    expect(await awaitClosing()).toMatchObject({
      state: 'failed',
      at: null,
      failure: 'an answer is of unheard-of@1, which the campaign has not',
    });
    await env.DB.prepare(
      `UPDATE score SET items_json = replace(items_json, 'unheard-of', '${BUOY}')`,
    ).run();
    expect((await closeCampaign()).release).toBe(2);
    expect((await readPage()).releases).toMatchObject([
      { release: 2, complete: true },
      { release: 1, complete: false },
    ]);
  });

  test('that the database fails goes on where it was', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await env.DB.prepare(
      `CREATE TRIGGER spoilt BEFORE INSERT ON audit WHEN new.action = 'close'
       BEGIN SELECT raise(ABORT, 'spoilt'); END`,
    ).run();
    await ask('office', 'POST', '/campaigns/census/close');
    await expect.poll(() => log.mock.calls.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await readPage()).toMatchObject({
      closing: { state: 'running' },
      releases: [{ complete: false }],
    });
    await env.DB.prepare('DROP TRIGGER spoilt').run();
    expect(await awaitClosing()).toMatchObject({ state: 'done', release: 1 });
  });
});

test('whatever changes of what a close reads, its fingerprint is another one', async () => {
  await sitOne();
  const one = '(SELECT min(enrolment) FROM score)';
  const take = async () =>
    (await takeFingerprint(env.DB, { campaign: 'census', run: 1 })).fingerprint;
  let before = await take();
  expect(await take()).toBe(before);
  for (const [what, change] of Object.entries({
    'an attempt is scored once more': `UPDATE score SET scored_at = scored_at + 1 WHERE enrolment = ${one}`,
    'a score is withdrawn, and one of another pupil counted instead': `UPDATE score
       SET scored_at = scored_at + 1, enrolment =
         (SELECT min(id) FROM enrolment WHERE id NOT IN (SELECT enrolment FROM score))
       WHERE enrolment = ${one}`,
    'a score is withdrawn': `UPDATE score SET counted = 0 WHERE enrolment = ${one}`,
    'a late message of a sitting comes': `UPDATE sitting SET version = version + 1 WHERE code = 'CB01'`,
    'a pupil becomes exempt': `UPDATE enrolment SET exempt = 1 WHERE id = ${one}`,
    'a pupil was absent': `UPDATE enrolment SET absence = 'sick' WHERE id = ${one}`,
    'another run begins': `INSERT INTO scoring_run
       SELECT campaign, 2, engine_version, trace_hash, 0 FROM scoring_run`,
  })) {
    await env.DB.prepare(change).run();
    const after = await take();
    expect(after, what).not.toBe(before);
    before = after;
  }
});
