import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { SchoolReport } from '../../scoring/wire/report.ts';
import { listAnswers } from '../../worker/store/answer.ts';
import { getCampaign } from '../../worker/store/campaign.ts';
import { listReleases } from '../../worker/store/release.ts';
import { getReport } from '../../worker/store/report.ts';

const KEY = { campaign: 'census', kind: 'school', scope: 's-a', page: 'school' };
const text = { 'zh-TW': '甲', en: 'A' };
const report: SchoolReport = {
  document: 1,
  page: 'school',
  campaign: 'census',
  title: text,
  release: 1,
  computedAt: 1,
  engineVersion: '1',
  fictional: true,
  threshold: 10,
  school: 's-a',
  name: text,
  grades: [],
};
const name = JSON.stringify(text);
const settings = JSON.stringify({ timeZone: 'Asia/Taipei', forms: [], threshold: 10 });

/** A city as the release before the close of a campaign left it: published, with one pupil. */
const ROWS = [
  `INSERT INTO city VALUES (1, 'harbour', '${name}', 1)`,
  `INSERT INTO district VALUES ('d-1', '${name}')`,
  `INSERT INTO school VALUES ('s-a', '001', '${name}', 'd-1', 'both')`,
  `INSERT INTO class_group VALUES ('a-601', 's-a', 6, '601')`,
  `INSERT INTO pupil VALUES ('p-1', 's-a', 'hmac')`,
  `INSERT INTO campaign VALUES ('census', 'census', '${name}', 115, 1, 2, 'published', '${settings}', 1)`,
  `INSERT INTO form_version VALUES ('f', 'g6-t', x'00', '', '[]', 0)`,
  `INSERT INTO sitting (code, campaign, class, school, grade, form_version, enrolled, exempt)
   VALUES ('CA01', 'census', 'a-601', 's-a', 6, 'f', 1, 0)`,
  `INSERT INTO enrolment VALUES ('e-1', 'p-1', 'census', 'a-601', 'CA01', 1, 0, NULL)`,
  `INSERT INTO score VALUES ('t-1', 'f', '1', 1, 'e-1', 'census', 'CA01', 1, 2, 1, 1, 3, 4, 1, '[]')`,
  `INSERT INTO release VALUES ('census', 1, 1, 5, 'office', 6)`,
  // One that was given up before it was published.
  `INSERT INTO release VALUES ('census', 2, 1, 7, 'office', NULL)`,
  `INSERT INTO report VALUES ('census', 1, 'school', 's-a', 'school', 2, '${JSON.stringify(report)}')`,
];

test('a database of the release before is brought up, with what it holds', async () => {
  const [first] = env.TEST_MIGRATIONS;
  if (!first) throw new Error('there are no migrations');
  await reset();
  await applyD1Migrations(env.DB, [first]);
  await env.DB.batch(ROWS.map((sql) => env.DB.prepare(sql)));
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);

  expect(await getCampaign(env.DB, 'census')).toMatchObject({ state: 'published', release: 1 });
  expect(await listReleases(env.DB, 'census')).toMatchObject([
    { release: 2, complete: false, publishedAt: null, heldOut: [] },
    { release: 1, complete: true, publishedAt: 6, heldOut: [] },
  ]);
  expect(await getReport(env.DB, KEY)).toMatchObject({ page: 'school', release: 1 });
  const page = { campaign: 'census', run: 1, after: '', most: 10 };
  expect(await listAnswers(env.DB, page)).toMatchObject([
    { enrolment: 'e-1', gender: null, score: { raw: 1, max: 2 } },
  ]);
  const plan = await env.DB.prepare(
    `EXPLAIN QUERY PLAN SELECT id FROM enrolment WHERE campaign = 'census' ORDER BY id`,
  ).all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail).join()).toContain('enrolment_campaign');
});

test('an update that dies at any of its statements leaves the database as it was', async () => {
  await reset();
  const [first, ...later] = env.TEST_MIGRATIONS;
  if (!first) throw new Error('there are no migrations');
  await applyD1Migrations(env.DB, [first]);
  const readSchema = () => env.DB.prepare('SELECT name, sql FROM sqlite_master').all();
  for (const migration of later) {
    const before = (await readSchema()).results;
    for (let done = 0; done <= migration.queries.length; done += 1) {
      const cut = [...migration.queries.slice(0, done), 'killed here'];
      await expect(env.DB.batch(cut.map((sql) => env.DB.prepare(sql)))).rejects.toThrow();
      expect((await readSchema()).results).toEqual(before);
    }
    await applyD1Migrations(env.DB, [migration]);
    expect((await readSchema()).results).not.toEqual(before);
  }
});
