import type { ProctorSheet } from '../scoring/wire/proctor-sheet.ts';
import { classCodeOf, passOf, spareCardsOf, unlockCodeOf } from './code.ts';
import { dayOf } from './day.ts';
import type { Env } from './env.ts';
import { openPackage } from './form.ts';
import { getCampaign } from './store/campaign.ts';
import { listEnrolments } from './store/enrolment.ts';
import { getDoor } from './store/pass.ts';
import type { Sitting } from './store/sitting.ts';

/** What the proctor takes into the room, with the pass of that day; without one, of today. */
export async function drawSheet(
  env: Env,
  { sitting, day, now }: { sitting: Sitting; day: string | undefined; now: number },
): Promise<ProctorSheet> {
  const [campaign, door, pack, enrolments] = await Promise.all([
    getCampaign(env.DB, sitting.campaign),
    getDoor(env.DB, sitting.code),
    openPackage(env, sitting.formVersion),
    listEnrolments(env.DB, { sitting: sitting.code }),
  ]);
  const master = env.MASTER_SECRET;
  const { code } = sitting;
  const seats = enrolments.map(({ seat }) => seat);
  const pass = { sitting: code, day: day ?? dayOf(now, campaign.timeZone), serial: door.serial };
  return {
    sitting: code,
    campaignTitle: sitting.campaignTitle,
    kind: sitting.kind,
    school: sitting.schoolName['zh-TW'],
    className: sitting.className,
    seats: seats.length,
    minutes: pack.form.minutes,
    items: pack.form.items.length,
    opensAt: campaign.opensAt,
    closesAt: campaign.closesAt,
    classCode: await classCodeOf(master, code),
    unlockCode: await unlockCodeOf(master, code),
    spareCards: (await spareCardsOf(master, code, seats)).map(({ card }) => card),
    pass: { code: await passOf(master, pass), day: pass.day },
    helpNumber: campaign.helpNumber ?? null,
  };
}
