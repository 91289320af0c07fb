import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { ClosingPage } from '../../scoring/wire/closing.ts';
import { closeCampaign, readYear } from './closing-desk.ts';
import { ask, call, endWindow, makeSittings, signIn } from './desk.ts';

type Year = Awaited<ReturnType<typeof readYear>>;

const OWN = { imported: false, present: null, releases: [{ release: 1, publishedAt: null }] };

beforeEach(async () => {
  await makeSittings(1);
  await endWindow();
  await closeCampaign();
});

const readPage = (id: string) => ask<ClosingPage>('office', 'GET', `/campaigns/${id}/closing`);

async function send(body: object): Promise<string> {
  const answer = await call('POST', '/demo/releases', { body });
  return answer.status === 204 ? 'taken' : (await answer.json<{ code: string }>()).code;
}

test('a year that was closed elsewhere is not closed here', async () => {
  expect(await send(await readYear('earlier'))).toBe('taken');
  expect(await readPage('earlier')).toMatchObject({ imported: true, present: 1, closing: null });
  const cookie = await signIn('office');
  const refused = await call('POST', '/campaigns/earlier/close', { cookie });
  expect(await refused.json()).toMatchObject({ status: 409, code: 'campaign-imported' });
  expect(await readPage('earlier')).toMatchObject({ closing: null, releases: [{ release: 1 }] });
});

test('nothing is brought in over a campaign that is sat here, or was', async () => {
  expect(await send(await readYear('census'))).toBe('campaign-sat');
  // Before its first sitting is set up a campaign may have a release already.
  await env.DB.batch(
    ['score', 'enrolment', 'sitting'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
  expect(await send(await readYear('census'))).toBe('campaign-sat');
  expect(await readPage('census')).toMatchObject(OWN);
});

const ofFirst = (year: Year, change: object): Year['reports'] =>
  year.reports.map((row, at) => (at === 0 ? { ...row, ...change } : row));

test('a year brings in nothing of another campaign, release or school', async () => {
  const year = await readYear('earlier');
  const [first] = year.reports;
  for (const change of [
    { report: { ...first?.report, campaign: 'census' } },
    { report: { ...first?.report, release: 2 } },
    { scope: 'school', scopeId: 's-b' },
  ]) {
    expect(await send({ ...year, reports: ofFirst(year, change) })).toBe('malformed');
  }
  expect(await readPage('census')).toMatchObject(OWN);
});
