import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import type { CityReport } from '../../scoring/wire/report.ts';
import { getReport, putReports } from '../../worker/store/report.ts';
import { writeAudited } from '../../worker/store/audit.ts';
import { ask, call, codeOf, makeSittings, play, settle, signIn, sit } from './desk.ts';
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
  test('waits for every sitting that was opened, and not for one that never was', async () => {
    const { hash } = await makeSittings(3);
    await sitClass('a-601', hash, 3);
    await settle('census', 3);
    await sitClass('b-601', hash, 0, false);
    const cookie = await signIn('office');
    const opened = async () =>
      env.DB.prepare('SELECT opened_at FROM sitting WHERE code = ?').bind(codeOf('b-601')).first();
    await expect.poll(opened, { timeout: 20_000 }).not.toEqual({ opened_at: null });
    const refused = await call('POST', '/campaigns/census/publish', { cookie });
    expect(await refused.json()).toMatchObject({
      status: 409,
      code: 'campaign-open',
      detail: 'Open sittings: 1. Attempts not yet scored: 0.',
    });
    await play(codeOf('b-601'), { attempts: [] });
    await settle('census', 3);
    expect((await call('POST', '/campaigns/census/publish', { cookie })).status).toBe(200);
  });

  test('waits for what is unscored', async () => {
    const { hash } = await makeSittings(3);
    await sitClass('a-601', hash, 3);
    await settle('census', 3);
    await env.DB.prepare(
      'DELETE FROM score WHERE enrolment = (SELECT min(enrolment) FROM score)',
    ).run();
    const refused = await call('POST', '/campaigns/census/publish', {
      cookie: await signIn('office'),
    });
    expect(await refused.json()).toMatchObject({
      code: 'campaign-open',
      detail: 'Open sittings: 0. Attempts not yet scored: 1.',
    });
  });

  test('leaves an audit row whose hash goes on from the one before', async () => {
    await makeSittings(1);
    await ask('office', 'POST', '/campaigns/census/publish');
    await ask('office', 'POST', '/campaigns/census/publish');
    const { results } = await env.DB.prepare('SELECT * FROM audit ORDER BY seq').all();
    expect(results).toMatchObject([
      { actor: 'office', action: 'freeze', scope: 'form/g6-t', prev: '0'.repeat(64) },
      { actor: 'office', action: 'publish', scope: 'campaign/census', prev: results[0]?.['hash'] },
      { actor: 'office', action: 'publish', prev: results[1]?.['hash'] },
    ]);
  });
});

test('a small school and the one that would give it away have no figure, in the API either', async () => {
  const { hash } = await makeSittings(5);
  await sitClass('a-601', hash, 5);
  await sitClass('b-601', hash, 2);
  await sitClass('c-601', hash, 5);
  await settle('census', 12);
  await ask('office', 'POST', '/campaigns/census/publish');
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
  await ask('office', 'POST', '/campaigns/census/publish');
  const { report, rowsRead } = await getReport(env.DB, KEY);
  const others = Array.from({ length: 400 }, (_, n) => ({
    scope: 'harbour',
    report: { ...report, release: 1_000 + n },
  }));
  for (let from = 0; from < others.length; from += 50) {
    await env.DB.batch(putReports(env.DB, others.slice(from, from + 50)));
  }
  const { rowsRead: rowsReadBesideMany } = await getReport(env.DB, KEY);
  expect(rowsRead).toBeGreaterThan(0);
  expect(rowsRead).toBeLessThanOrEqual(3);
  expect(rowsReadBesideMany).toBe(rowsRead);
});
