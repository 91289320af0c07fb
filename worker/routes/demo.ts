import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { Batch, Binding } from '../../scoring/wire/batch.ts';
import { Campaign, City, SittingPlan } from '../../scoring/wire/city.ts';
import { Count, Seat, Slug } from '../../scoring/wire/id.ts';
import { PastYear } from '../../scoring/wire/scale.ts';
import { requireDemo, requireOwnOrigin } from '../auth.ts';
import type { Env } from '../env.ts';
import { RELEASE, takePastRelease } from '../jobs/past-release.ts';
import { playLesson } from '../lesson.ts';
import { body, describe } from '../openapi.ts';
import { provisionSitting } from '../provision.ts';
import { putCampaign } from '../store/campaign.ts';
import { putCity } from '../store/city.ts';
import { Report } from '../store/report.ts';
import { countProgress } from '../store/score.ts';
import { putStaff } from '../store/staff.ts';

/** One class's lesson as the simulated pupils' devices recorded it. */
const Journals = v.strictObject({
  open: v.boolean(),
  attempts: v.array(v.strictObject({ binding: Binding, batches: v.array(Batch) })),
  absent: v.array(
    v.strictObject({ seat: Seat, reason: v.picklist(['sick', 'leave', 'exempt', 'other']) }),
  ),
  close: v.boolean(),
});

const PastReport = v.strictObject({
  scope: v.picklist(['city', 'school']),
  /** Empty for the city. */
  scopeId: v.string(),
  report: Report,
});

/** An earlier year as the same code computed it elsewhere, from a file: nothing of another's. */
const PastRelease = v.pipe(
  v.strictObject({
    campaign: Campaign,
    /** Null where too few sat for a scale. */
    past: v.nullable(PastYear),
    reports: v.array(PastReport),
  }),
  v.check(({ campaign, past, reports }) => {
    const ofYear = past?.academicYear ?? campaign.academicYear;
    const scale = past?.scale ?? { campaign: campaign.id, release: RELEASE };
    const documents = reports.map(({ report }) => report);
    return (
      ofYear === campaign.academicYear &&
      (past?.campaign ?? campaign.id) === campaign.id &&
      [scale, ...documents].every(
        (one) => one.campaign === campaign.id && one.release === RELEASE,
      ) &&
      reports.every(({ scope, scopeId, report }) =>
        report.page === 'school'
          ? scope === 'school' && scopeId === report.school
          : scope === 'city' && scopeId === '',
      )
    );
  }),
);

const Progress = v.object({
  campaigns: v.array(v.object({ campaign: Slug, started: Count, scored: Count })),
});

/** Fills the fictional city. A script has no origin; a page of another site has one and is refused. */
const onlyInDemo = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  requireDemo(c);
  requireOwnOrigin(c, { orAbsent: true });
  await next();
});

export const demoRoutes = new Hono<{ Bindings: Env }>()
  .use('/demo/*', onlyInDemo)
  .post(
    '/demo/city',
    describe({
      summary: 'The fictional city, its campaigns and its accounts',
      faults: ['malformed', 'demo-only', 'origin-foreign'],
    }),
    body(City),
    async (c) => {
      const city = c.req.valid('json');
      await c.env.DB.batch([
        ...putCity(c.env.DB, city),
        ...city.campaigns.map((campaign) => putCampaign(c.env.DB, campaign)),
        ...putStaff(c.env.DB, city.staff),
      ]);
      return c.body(null, 204);
    },
  )
  .post(
    '/demo/sittings',
    describe({
      summary: 'Sittings with their class lists; repeatable',
      faults: [
        'malformed',
        'demo-only',
        'origin-foreign',
        'class-unknown',
        'campaign-unknown',
        'form-unknown',
      ],
    }),
    body(v.array(SittingPlan)),
    async (c) => {
      for (const plan of c.req.valid('json')) await provisionSitting(c.env, plan);
      return c.body(null, 204);
    },
  )
  .post(
    '/demo/sittings/:sitting/journals',
    describe({
      summary: "A simulated lesson, through the same calls as a pupil's and a proctor's",
      faults: [
        'malformed',
        'demo-only',
        'origin-foreign',
        'sitting-unknown',
        'sitting-state',
        'outside-window',
        'seat-unknown',
        'secret-wrong',
      ],
    }),
    body(Journals),
    async (c) => {
      await playLesson(c.env, c.req.param('sitting'), c.req.valid('json'));
      return c.body(null, 204);
    },
  )
  .post(
    '/demo/releases',
    describe({
      summary: 'An earlier year with its published release; repeatable',
      faults: ['malformed', 'demo-only', 'origin-foreign', 'city-missing', 'campaign-sat'],
    }),
    body(PastRelease),
    async (c) => {
      await takePastRelease(c.env, { ...c.req.valid('json'), now: Date.now() });
      return c.body(null, 204);
    },
  )
  .get(
    '/demo/progress',
    describe({
      summary: 'How many attempts each campaign holds and has scored',
      answer: Progress,
      faults: ['demo-only', 'origin-foreign'],
    }),
    async (c) => c.json({ campaigns: await countProgress(c.env.DB) }),
  );
