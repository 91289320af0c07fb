import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Closing, ClosingPage } from '../../scoring/wire/closing.ts';
import type { QualityReport } from '../../scoring/wire/quality.ts';
import type { ResultsReport } from '../../scoring/wire/results.ts';
import type { PastYear } from '../../scoring/wire/scale.ts';
import {
  closeAndPublish,
  closeCampaign,
  crash,
  hold,
  readDocuments,
  readYear,
  renameCensus,
  step,
  tellStatus,
} from './closing-desk.ts';
import { ask, call } from './desk.ts';
import { fillScoredCity, ITEMS, LEFT_OUT } from './scored-city.ts';

const CITY = '/campaigns/census/reports/city/harbour';

beforeEach(fillScoredCity);

const readPast = async (release: number): Promise<PastYear> => {
  const text = await env.DB.prepare(
    `SELECT document_json FROM past_year WHERE campaign = 'census' AND release = ?`,
  )
    .bind(release)
    .first<string>('document_json');
  return JSON.parse(text ?? 'null') as PastYear;
};

/** The past year as another campaign's. */
const renamePast = (past: PastYear) => ({ ...renameCensus(past, 'earlier'), academicYear: 114 });

test('killed in each of its slices a close makes the same scale and the same release', async () => {
  const undisturbed = await closeCampaign();
  const skipped = undisturbed.records.filter((record) => record.skipped !== null);
  expect(skipped.map((record) => record.step)).toEqual(['trend', 'levels']);
  await hold();
  const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const cut = new Set<string>();
  let closing: Closing;
  do {
    await crash();
    closing = await step();
    if (closing.at && closing.at.done > 0) cut.add(closing.at.step);
  } while (closing.state === 'running');
  log.mockRestore();
  // Steps that were killed with a partial state.
  expect([...cut]).toEqual(expect.arrayContaining(['gather', 'sensitivity', 'plausible', 'audit']));
  expect(closing).toMatchObject({ state: 'done', release: 2 });
  expect(closing.records).toEqual(undisturbed.records);
  expect(await readDocuments(2)).toEqual(await readDocuments(1));
  const audit = env.DB.prepare(`SELECT count(*) AS n FROM audit WHERE action = 'close'`);
  expect(await audit.first('n')).toBe(2);
});

test('an item that is held out is not in the next scale, and the published one stays', async () => {
  expect(await closeAndPublish()).toBe(1);
  const decision = { item: LEFT_OUT, version: 1, out: true, reason: 'its picture misleads' };
  await ask('office', 'POST', '/campaigns/census/hold-outs', decision);
  await closeCampaign();
  const idsOf = ({ scale }: PastYear) => scale.items.map(({ id }) => id);
  const [first, second] = [await readPast(1), await readPast(2)];
  expect(idsOf(first)).toContain(`${LEFT_OUT}@1`);
  expect(idsOf(second)).toEqual(idsOf(first).filter((id) => id !== `${LEFT_OUT}@1`));
  expect(second.scale).toMatchObject({ id: 'census/2', heldOut: [`${LEFT_OUT}@1`] });

  const present = () => ask<ResultsReport>('office', 'GET', `${CITY}/results`);
  const published = await present();
  expect(published).toMatchObject({ release: 1, scale: 'census/1' });
  const practices = published.grades.map((grade) => grade.practices.map(({ items }) => items));
  expect(practices).toEqual([[ITEMS], [ITEMS]]);
  expect(await tellStatus([`${CITY}/quality?release=1`, `${CITY}/quality?release=2`])).toEqual([
    200, 200,
  ]);
  const page = await ask<ClosingPage>('office', 'GET', '/campaigns/census/closing');
  expect(page).toMatchObject({ present: 1, releases: [{ release: 2 }, { release: 1 }] });

  expect(await ask('office', 'POST', '/campaigns/census/publish')).toEqual({ release: 2 });
  expect(await present()).toMatchObject({ release: 2, scale: 'census/2' });
  const quality = await ask<QualityReport>('office', 'GET', `${CITY}/quality?release=1`);
  expect(quality.scale?.id).toBe('census/1');
});

test('an earlier year that was closed elsewhere is what the next one is linked to', async () => {
  await closeCampaign();
  const body = { ...(await readYear('earlier')), past: renamePast(await readPast(1)) };
  for (const time of ['once', 'again']) {
    const answer = await call('POST', '/demo/releases', { body });
    expect({ time, status: answer.status, text: await answer.text() }).toEqual({
      time,
      status: 204,
      text: '',
    });
  }
  const earlier = '/campaigns/earlier/reports/city/harbour';
  expect(await tellStatus(['city', 'quality', 'results'].map((p) => `${earlier}/${p}`))).toEqual([
    200, 200, 200,
  ]);

  await closeAndPublish();
  const quality = await ask<QualityReport>('office', 'GET', `${CITY}/quality`);
  expect(quality.scale).toMatchObject({
    reference: { base: 'earlier/1' },
    link: { to: 'earlier/1' },
  });
  // The very same answers: nothing has moved.
  expect(quality.scale?.link?.A).toBeCloseTo(1, 2);
  expect(quality.scale?.link?.B).toBeCloseTo(0, 2);
  const { grades } = await ask<ResultsReport>('office', 'GET', `${CITY}/results`);
  expect(grades.map(({ trend }) => trend?.points.map(({ campaign }) => campaign))).toEqual([
    ['earlier', 'census'],
    ['earlier', 'census'],
  ]);
});
