import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { STEPS, type Closing, type ClosingPage } from '../../scoring/wire/closing.ts';
import type { QualityReport } from '../../scoring/wire/quality.ts';
import type { ResultsReport } from '../../scoring/wire/results.ts';
import { putReports } from '../../worker/store/report.ts';
import { closeAndPublish, closeCampaign, tellStatus } from './closing-desk.ts';
import {
  ask,
  awaitClosing,
  call,
  codeOf,
  endWindow,
  makeSittings,
  play,
  settle,
  signIn,
  sit,
} from './desk.ts';
import { BUOY } from './fixture.ts';

const PUBLISH = '/campaigns/census/publish';
const CITY = '/campaigns/census/reports/city/harbour';
const REASON = 'its picture misleads';
let form: string;
const answers = { [BUOY]: { kind: 'choice' as const, option: 'b' } };

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

test('a small city closes too: every step is on record, and what it could not compute says why', async () => {
  await sitOne();
  expect(await readPage()).toMatchObject({ closing: null, releases: [], present: null });
  const closing = await closeCampaign();
  expect(closing).toMatchObject({ release: 1, startedBy: 'office', heldOut: [] });
  expect(closing.records.map((record) => record.step)).toEqual(STEPS);
  expect(closing.records.find((record) => record.step === 'calibrate')?.skipped).not.toBeNull();
  expect(closing.records.find((record) => record.step === 'audit')?.skipped).toBeNull();
  const page = await readPage();
  expect(page).toMatchObject({
    unsettled: { open: 0, unscored: 0 },
    releases: [{ release: 1, complete: true, publishedAt: null }],
    present: null,
  });
  const { campaigns } = await ask<{ campaigns: { id: string; state: string }[] }>(
    'office',
    'GET',
    '/campaigns',
  );
  expect(campaigns.find(({ id }) => id === 'census')?.state).toBe('scored');
});

test('before it is published the office reads the quality of a release, and nothing else of it', async () => {
  await closeCampaign();
  const pages = ['quality', 'results', 'city'].map((page) => `${CITY}/${page}`);
  expect(await tellStatus(pages)).toEqual([200, 404, 404]);
  expect(await ask('office', 'POST', PUBLISH)).toEqual({ release: 1 });
  expect(await tellStatus(pages)).toEqual([200, 200, 200]);
  await closeAndPublish();
  const first = pages.map((page) => `${page}?release=1`);
  expect(await tellStatus(first)).toEqual([200, 404, 404]);
  const quality = await ask<QualityReport>('office', 'GET', `${CITY}/quality`);
  expect(quality).toMatchObject({ release: 2, scale: null });
  expect(await ask<ResultsReport>('office', 'GET', `${CITY}/results`)).toMatchObject({
    release: 2,
    scale: null,
  });
});

test('a release that few pupils tell from the newest is not read beside it', async () => {
  await closeAndPublish();
  const quality = await ask<QualityReport>('office', 'GET', `${CITY}/quality`);
  const forms = (n: number) => quality.forms.map((row) => ({ ...row, n }));
  const sizes = [50 + quality.threshold, 51, 50];
  await env.DB.batch(
    sizes.flatMap((n, at) => [
      env.DB.prepare(
        `INSERT INTO release (campaign, n, run, created_at, created_by, complete_at)
         VALUES ('census', ?, 1, 1, 'office', 1)`,
      ).bind(at + 2),
      ...putReports(env.DB, [
        { scope: 'harbour', report: { ...quality, release: at + 2, forms: forms(n) } },
      ]),
    ]),
  );
  const pages = [1, 2, 3, 4].map((release) => `${CITY}/quality?release=${release}`);
  expect(quality.forms).not.toEqual([]);
  expect(await tellStatus(pages)).toEqual([200, 200, 404, 200]);
});

test('nothing is published before a release is complete', async () => {
  const cookie = await signIn('office');
  expect(await (await call('POST', PUBLISH, { cookie })).json()).toMatchObject({
    status: 409,
    code: 'closing-unfinished',
  });
});

test('who asks again while it runs is told of the same closing', async () => {
  const close = () => ask<Closing>('office', 'POST', '/campaigns/census/close');
  const asked = await Promise.all([close(), close()]);
  expect(asked.map(({ release, state }) => [release, state])).toEqual([
    [1, 'running'],
    [1, 'running'],
  ]);
  await awaitClosing();
  expect((await readPage()).releases).toHaveLength(1);
});

describe('a decision on an item', () => {
  test('is kept with who, when and why, and holds from the next closing on', async () => {
    const decide = (out: boolean) =>
      ask('office', 'POST', '/campaigns/census/hold-outs', {
        item: BUOY,
        version: 1,
        out,
        reason: REASON,
      });
    expect(await decide(true)).toMatchObject({ item: BUOY, out: true, by: 'office' });
    expect((await closeCampaign()).heldOut).toEqual([`${BUOY}@1`]);
    await decide(false);
    expect((await closeCampaign()).heldOut).toEqual([]);
    const page = await readPage();
    expect(page.decisions).toMatchObject([
      { item: BUOY, out: false, reason: REASON },
      { item: BUOY, out: true, reason: REASON },
    ]);
    expect(page.releases.map(({ heldOut }) => heldOut)).toEqual([[], [`${BUOY}@1`]]);
    const rows = await env.DB.prepare(`SELECT actor FROM audit WHERE action = 'hold-out'`).all();
    expect(rows.results).toEqual([{ actor: 'office' }, { actor: 'office' }]);
  });

  test('of what no form has, or without a reason, is refused', async () => {
    const cookie = await signIn('office');
    const codes = [
      { item: 'unheard-of', version: 1 },
      { item: BUOY, version: 2 },
      { item: BUOY, version: 1, reason: ' because   ' },
    ].map(async (request) => {
      const body = { out: true, reason: REASON, ...request };
      const answer = await call('POST', '/campaigns/census/hold-outs', { cookie, body });
      return (await answer.json<{ code: string }>()).code;
    });
    expect(await Promise.all(codes)).toEqual(['item-unknown', 'item-unknown', 'malformed']);
    expect((await readPage()).decisions).toEqual([]);
  });
});

test('a campaign of more pupils than fit is refused, and told where it is closed', async () => {
  await sitOne();
  const many = `WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 15001)`;
  await env.DB.batch(
    [
      `INSERT INTO pupil (id, school, number_hmac) ${many} SELECT 'p' || n, 's-a', 'p' || n FROM many`,
      `INSERT INTO enrolment (id, pupil, campaign, class, sitting, seat, exempt)
       ${many} SELECT 'e' || n, 'p' || n, 'census', 'a-601', '${codeOf('a-601')}', 100 + n, 0 FROM many`,
      `INSERT INTO score (attempt, form_version, engine_version, run, enrolment, campaign, sitting,
         raw, max, answered, handed_in, scored_at, stamp, counted, items_json)
       ${many} SELECT 'a' || n, form_version, '2', 1, 'e' || n, 'census', code, 0, 1, 1, 1, 1, 1, 1, '[]'
       FROM many JOIN sitting ON code = '${codeOf('a-601')}'`,
    ].map((sql) => env.DB.prepare(sql)),
  );
  const cookie = await signIn('office');
  const answer = await call('POST', '/campaigns/census/close', { cookie });
  expect(await answer.json()).toMatchObject({
    status: 409,
    code: 'campaign-large',
    detail: '15005 pupils, at most 15000: npm run stats -- close computes it from a file.',
  });
  expect((await readPage()).releases).toEqual([]);
});
