import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { CityReport } from '../../scoring/wire/report.ts';
import { listReleases } from '../../worker/store/release.ts';
import { getReport, putReports } from '../../worker/store/report.ts';
import { writeAudited } from '../../worker/store/audit.ts';
import { closeAndPublish, closeCampaign } from './closing-desk.ts';
import { ask, call, codeOf, endWindow, makeSittings, play, settle, signIn, sit } from './desk.ts';
import { BUOY, type ClassId } from './fixture.ts';

const CITY = '/campaigns/census/reports/city/harbour/city';
const KEY = { campaign: 'census', kind: 'city', scope: 'harbour', page: 'city' };
const answers = { [BUOY]: { kind: 'choice' as const, option: 'b' } };

async function sitClass(id: ClassId, form: string, size: number, close = true): Promise<void> {
  const seats = Array.from({ length: size }, (_, index) => index + 1);
  const attempts = seats.map((seat) => sit(codeOf(id), { seat, form, answers }));
  await play(codeOf(id), { attempts, close });
}

describe('publishing', () => {
  test('waits for every sitting that was opened, and for any other while it may be', async () => {
    const { hash } = await makeSittings(3);
    await sitClass('a-601', hash, 3);
    await settle('census', 3);
    await sitClass('b-601', hash, 0, false);
    const cookie = await signIn('office');
    const opened = async () =>
      env.DB.prepare('SELECT opened_at FROM sitting WHERE code = ?').bind(codeOf('b-601')).first();
    await expect.poll(opened, { timeout: 20_000 }).not.toEqual({ opened_at: null });
    const refusal = async () => (await call('POST', '/campaigns/census/close', { cookie })).json();
    expect(await refusal()).toMatchObject({
      status: 409,
      code: 'campaign-open',
      detail: 'Sittings not closed: 3. Attempts not yet scored: 0.',
    });
    await endWindow();
    expect(await refusal()).toMatchObject({
      detail: 'Sittings not closed: 1. Attempts not yet scored: 0.',
    });
    await play(codeOf('b-601'), { attempts: [] });
    await settle('census', 3);
    expect(await listReleases(env.DB, 'census')).toEqual([]);
    expect(await closeAndPublish()).toBe(1);
  });

  test('is not misled by scores of another sitting, or of one that looks unopened', async () => {
    const { hash } = await makeSittings(2);
    await sitClass('a-601', hash, 2);
    await sitClass('b-601', hash, 2);
    await settle('census', 4);
    await endWindow();
    // The news of one sitting and the scores of another are still on the way.
    await env.DB.batch([
      env.DB.prepare(
        `UPDATE sitting SET started = 0, state = 'waiting', opened_at = NULL, closed_at = NULL
         WHERE code = ?`,
      ).bind(codeOf('a-601')),
      env.DB.prepare('DELETE FROM score WHERE sitting = ?').bind(codeOf('b-601')),
    ]);
    const refused = await call('POST', '/campaigns/census/close', {
      cookie: await signIn('office'),
    });
    expect(await refused.json()).toMatchObject({
      detail: 'Sittings not closed: 1. Attempts not yet scored: 2.',
    });
  });

  test('keeps sittings closed from then on', async () => {
    await makeSittings(1);
    await play(codeOf('a-601'), { attempts: [] });
    await settle('census', 0);
    await endWindow();
    await closeAndPublish();
    for (const [account, id, act] of [
      ['teacher-a', 'a-601', { do: 'reopen' }],
      ['teacher-n', 'a-602', { do: 'open' }],
      ['teacher-a', 'a-601', { do: 'swap', seats: [1, 2] }],
      ['teacher-a', 'a-601', { do: 'void', item: BUOY, seat: null, on: true, reason: '停電' }],
      ['teacher-a', 'a-601', { do: 'accommodate', seat: 1, accommodations: null }],
      ['teacher-a', 'a-601', { do: 'count-late', seat: 1, reason: '離線作答' }],
    ] as const) {
      const cookie = await signIn(account);
      const path = `/sittings/${codeOf(id)}/actions`;
      const refused = await call('POST', path, { cookie, body: act });
      expect(await refused.json()).toMatchObject({ code: 'campaign-published' });
    }
  });

  test('that fails leaves nothing to be read', async () => {
    await makeSittings(1);
    await endWindow();
    await closeCampaign();
    const read = async () => {
      const path = '/campaigns/census/reports/school/s-a/school';
      return (await call('GET', path, { cookie: await signIn('head-a') })).status;
    };
    await env.DB.prepare(
      `CREATE TRIGGER spoilt BEFORE INSERT ON audit WHEN new.action = 'publish'
       BEGIN SELECT raise(ABORT, 'spoilt'); END`,
    ).run();
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const cookie = await signIn('office');
    expect((await call('POST', '/campaigns/census/publish', { cookie })).status).toBe(500);
    log.mockRestore();
    await env.DB.prepare('DROP TRIGGER spoilt').run();
    expect(await read()).toBe(404);
    expect(await ask('office', 'POST', '/campaigns/census/publish')).toEqual({ release: 1 });
    expect(await read()).toBe(200);
  });

  test('waits for what is unscored', async () => {
    const { hash } = await makeSittings(3);
    await sitClass('a-601', hash, 3);
    await settle('census', 3);
    await endWindow();
    await env.DB.prepare(
      'DELETE FROM score WHERE enrolment = (SELECT min(enrolment) FROM score)',
    ).run();
    const refused = await call('POST', '/campaigns/census/close', {
      cookie: await signIn('office'),
    });
    expect(await refused.json()).toMatchObject({
      code: 'campaign-open',
      detail: 'Sittings not closed: 0. Attempts not yet scored: 1.',
    });
  });

  test('leaves an audit row whose hash goes on from the one before', async () => {
    await makeSittings(1);
    await endWindow();
    await closeAndPublish();
    // It is the present one already: nothing is done.
    expect(await ask('office', 'POST', '/campaigns/census/publish')).toEqual({ release: 1 });
    await closeAndPublish();
    const { results } = await env.DB.prepare('SELECT * FROM audit ORDER BY seq').all();
    expect(results).toMatchObject([
      { actor: 'office', action: 'freeze', scope: 'form/g6-t', prev: '0'.repeat(64) },
      { actor: 'office', action: 'close', scope: 'campaign/census', prev: results[0]?.['hash'] },
      { actor: 'office', action: 'publish', scope: 'campaign/census', prev: results[1]?.['hash'] },
      { actor: 'office', action: 'close', prev: results[2]?.['hash'] },
      { actor: 'office', action: 'publish', prev: results[3]?.['hash'] },
    ]);
  });
});

test('a small school and the one that would give it away have no figure, in the API either', async () => {
  const { hash } = await makeSittings(5);
  await sitClass('a-601', hash, 5);
  await sitClass('b-601', hash, 2);
  await sitClass('c-601', hash, 5);
  await settle('census', 12);
  await endWindow();
  await closeAndPublish();
  const { grades } = await ask<CityReport>('office', 'GET', CITY);
  expect(grades[0]?.schools.map(({ id, estimate }) => [id, estimate])).toMatchObject([
    ['s-a', { status: 'hidden', why: 'complement' }],
    ['s-b', { status: 'hidden', why: 'small' }],
    ['s-c', { status: 'shown' }],
  ]);
  expect(grades[0]?.schools[1]?.estimate).not.toHaveProperty('mean');
});

test('audit rows that race are all written, in one chain', async () => {
  const entry = { at: 1, actor: 'office', action: 'try', scope: 'city', detail: '' };
  await Promise.all(
    [1, 2, 3].map((n) => writeAudited(env.DB, { ...entry, detail: String(n) }, [])),
  );
  const { results } = await env.DB.prepare('SELECT prev, hash FROM audit ORDER BY seq').all();
  expect(results).toHaveLength(3);
  expect(results.slice(1).map(({ prev }) => prev)).toEqual(
    results.slice(0, 2).map(({ hash }) => hash),
  );
});

test('a report costs the same rows to read whatever lies beside it', async () => {
  await makeSittings(1);
  await endWindow();
  await closeAndPublish();
  const prototype = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement;
  const all = vi.spyOn(prototype, 'all');
  const read = async () => {
    const report = await getReport(env.DB, KEY);
    const result = (await all.mock.results.at(-1)?.value) as D1Result;
    return { report, rowsRead: result.meta.rows_read };
  };
  const { report, rowsRead } = await read();
  const others = Array.from({ length: 400 }, (_, n) => ({
    scope: 'harbour',
    report: { ...report, release: 1_000 + n },
  }));
  for (let from = 0; from < others.length; from += 50) {
    await env.DB.batch(putReports(env.DB, others.slice(from, from + 50)));
  }
  const { rowsRead: rowsReadBesideMany } = await read();
  all.mockRestore();
  expect(rowsRead).toBeGreaterThan(0);
  expect(rowsRead).toBeLessThanOrEqual(3);
  expect(rowsReadBesideMany).toBe(rowsRead);
});
