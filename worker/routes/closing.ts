import { Hono } from 'hono';
import { Publication } from '../../scoring/wire/campaign.ts';
import { Closing, ClosingPage, HoldOut, HoldOutRequest } from '../../scoring/wire/closing.ts';
import type { Campaign } from '../campaign.ts';
import { requireOwnOrigin, requireScope } from '../auth.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { holdOut } from '../jobs/hold-out.ts';
import { findUnsettled, publish } from '../jobs/publish.ts';
import { body, describe } from '../openapi.ts';
import { getCampaign } from '../store/campaign.ts';
import { listHoldOuts } from '../store/hold-out.ts';
import { isImported, listReleases } from '../store/release.ts';

/** Nothing is open or unscored while a closing runs: it began with that, and looks again itself. */
const SETTLED = { open: 0, unscored: 0 };

export const closingRoutes = new Hono<{ Bindings: Env }>()
  .post(
    '/campaigns/:campaign/close',
    describe({
      summary: 'Begin to compute the next release, or answer the closing that is running',
      answer: Closing,
      status: 202,
      faults: [
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'campaign-unknown',
        'campaign-imported',
        'campaign-open',
        'campaign-large',
      ],
    }),
    async (c) => {
      requireOwnOrigin(c, { orAbsent: false });
      const { id: by } = await requireScope(c, { kind: 'city' });
      const { id } = await getCampaign(c.env.DB, c.req.param('campaign'));
      const begun = await campaignAt(c.env, id).close(id, by);
      if (!begun.ok) throw new Fault(begun.code, { detail: begun.detail });
      return c.json(begun.closing, 202);
    },
  )
  .get(
    '/campaigns/:campaign/closing',
    describe({
      summary: 'Where the close stands, its releases, and decisions on items',
      answer: ClosingPage,
      faults: ['signed-out', 'scope-foreign', 'campaign-unknown'],
    }),
    async (c) => {
      await requireScope(c, { kind: 'city' });
      const campaign = await getCampaign(c.env.DB, c.req.param('campaign'));
      const [closing, imported, releases, decisions] = await Promise.all([
        campaignAt(c.env, campaign.id).findClosing(),
        isImported(c.env.DB, campaign.id),
        listReleases(c.env.DB, campaign.id),
        listHoldOuts(c.env.DB, campaign.id),
      ]);
      const unsettled =
        closing?.state === 'running'
          ? SETTLED
          : await findUnsettled(c.env.DB, campaign, Date.now());
      const { id, release: present } = campaign;
      const page = { campaign: id, imported, unsettled, closing, releases, present, decisions };
      return c.json(page satisfies ClosingPage);
    },
  )
  .post(
    '/campaigns/:campaign/hold-outs',
    describe({
      summary: 'Leave an item out of the scale from the next closing on, or take it in again',
      answer: HoldOut,
      faults: [
        'malformed',
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'campaign-unknown',
        'item-unknown',
      ],
    }),
    body(HoldOutRequest),
    async (c) => {
      requireOwnOrigin(c, { orAbsent: false });
      const { id: by } = await requireScope(c, { kind: 'city' });
      const campaign = await getCampaign(c.env.DB, c.req.param('campaign'));
      const request = c.req.valid('json');
      return c.json(await holdOut(c.env, campaign, { request, by, now: Date.now() }));
    },
  )
  .post(
    '/campaigns/:campaign/publish',
    describe({
      summary: 'Make the newest complete release the published one',
      answer: Publication,
      faults: [
        'origin-foreign',
        'signed-out',
        'scope-foreign',
        'campaign-unknown',
        'campaign-open',
        'closing-unfinished',
      ],
    }),
    async (c) => {
      requireOwnOrigin(c, { orAbsent: false });
      const { id: by } = await requireScope(c, { kind: 'city' });
      const campaign = await getCampaign(c.env.DB, c.req.param('campaign'));
      return c.json({ release: await publish(c.env, { campaign, by, now: Date.now() }) });
    },
  );

/** The object of a campaign, by its id. */
function campaignAt({ CAMPAIGN }: Env, id: string): DurableObjectStub<Campaign> {
  return CAMPAIGN.get(CAMPAIGN.idFromName(id));
}
