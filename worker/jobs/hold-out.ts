import type { CampaignRow } from '../../scoring/wire/campaign.ts';
import type { HoldOut, HoldOutRequest } from '../../scoring/wire/closing.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { writeAudited } from '../store/audit.ts';
import { listCampaignForms } from '../store/form.ts';
import { putHoldOut } from '../store/hold-out.ts';

/**
 * Records the decision to leave an item out of the scale, or not any more, from the next closing on.
 * Releases that are there stay as they are. Throws the fault `item-unknown`.
 */
export async function holdOut(
  env: Env,
  campaign: CampaignRow,
  { request, by, now }: { request: HoldOutRequest; by: string; now: number },
): Promise<HoldOut> {
  const { item, version, out, reason } = request;
  const forms = await listCampaignForms(env.DB, campaign.id);
  const known = forms.some(({ items }) =>
    items.some((row) => row.item === item && row.version === version),
  );
  if (!known) throw new Fault('item-unknown', { detail: 'No form of this campaign has it' });
  const decision = { item, version, out, reason, by, at: now };
  await writeAudited(
    env.DB,
    {
      at: now,
      actor: by,
      action: 'hold-out',
      scope: `campaign/${campaign.id}`,
      detail: JSON.stringify({ item, version, out, reason }),
    },
    [putHoldOut(env.DB, { ...decision, campaign: campaign.id })],
  );
  return decision;
}
