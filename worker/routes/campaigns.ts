import { Hono } from 'hono';
import * as v from 'valibot';
import { CampaignList } from '../../scoring/wire/campaign.ts';
import { Participation } from '../../scoring/wire/city.ts';
import { Count } from '../../scoring/wire/id.ts';
import { requireOwnOrigin, requireScope, type Scope } from '../auth.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { rescore } from '../jobs/rescore.ts';
import { describe } from '../openapi.ts';
import { getCampaign, listCampaigns } from '../store/campaign.ts';
import { getReport, Report } from '../store/report.ts';
import { countParticipation } from '../store/sitting.ts';
import type { Staff } from '../store/staff.ts';

const Rescoring = v.object({
  run: Count,
  /** Attempts that are being scored anew. */
  queued: Count,
  /** The engine does not make the same of the forms' specimens as the run before. */
  changed: v.boolean(),
});

export const campaignRoutes = new Hono<{ Bindings: Env }>()
  .get(
    '/campaigns',
    describe({ summary: 'All campaigns', answer: CampaignList, faults: ['signed-out'] }),
    async (c) => {
      await requireScope(c, { kind: 'any' });
      return c.json({ campaigns: await listCampaigns(c.env.DB) });
    },
  )
  .get(
    '/campaigns/:campaign/participation',
    describe({
      summary: 'Who sits and who has sat, by school and grade',
      answer: Participation,
      faults: ['signed-out', 'scope-foreign', 'campaign-unknown'],
    }),
    async (c) => {
      await requireScope(c, { kind: 'city' });
      const { id } = await getCampaign(c.env.DB, c.req.param('campaign'));
      return c.json({ campaign: id, rows: await countParticipation(c.env.DB, id) });
    },
  )
  .post(
    '/campaigns/:campaign/rescore',
    describe({
      summary: 'Score every attempt anew as another run; published figures stay',
      answer: Rescoring,
      faults: ['origin-foreign', 'signed-out', 'scope-foreign', 'campaign-unknown'],
    }),
    async (c) => {
      requireOwnOrigin(c, { orAbsent: false });
      const { id: by } = await requireScope(c, { kind: 'city' });
      const campaign = await getCampaign(c.env.DB, c.req.param('campaign'));
      return c.json(await rescore(c.env, { campaign: campaign.id, by, now: Date.now() }));
    },
  )
  .get(
    '/campaigns/:campaign/reports/:kind/:scope/:page',
    describe({
      summary:
        'A page of the published release; `?release=1`: a school also reads its earlier ones, and the office the page `quality` of any that is complete',
      answer: Report,
      faults: ['signed-out', 'scope-foreign', 'report-unknown'],
    }),
    async (c) => {
      const { campaign, kind, scope, page } = c.req.param();
      const staff = await requireScope(c, scopeOf(kind, scope));
      const release = parseRelease(c.req.query('release'));
      const report = await getReport(c.env.DB, { campaign, kind, scope, page, release });
      return c.json(cutToReader(report, staff));
    },
  );

function scopeOf(kind: string, scope: string): Scope {
  if (kind === 'city') return { kind: 'city' };
  if (kind === 'school') return { kind: 'school', school: scope };
  throw new Fault('report-unknown');
}

function parseRelease(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Fault('report-unknown');
  return Number(text);
}

/** Of a school's page a teacher reads the school's summary and the own classes. */
function cutToReader(report: Report, staff: Staff): Report {
  if (report.page !== 'school' || staff.role === 'school') return report;
  const grades = report.grades.map((grade) => ({
    ...grade,
    classes: grade.classes.filter(({ id }) => staff.classes.includes(id)),
  }));
  return { ...report, grades };
}
