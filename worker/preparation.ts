import { parseCard } from '../scoring/journal/card.ts';
import type { PreparedSitting, Preparation } from '../scoring/wire/preparation.ts';
import { answerKeyOf } from './answer-key.ts';
import { classCodeOf } from './code.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { openPackage } from './form.ts';
import { getCampaign } from './store/campaign.ts';
import { listPrepared } from './store/prepared.ts';
import { getSitting } from './store/sitting.ts';

/**
 * What a device fetches from a class link: its own sitting first, then the others of its school in
 * the campaign, since one device serves several classes a day. Throws the fault `card-unknown` where
 * the code is not that of the sitting's class, and `sitting-unknown` where there is no such sitting
 * that can still be prepared for.
 */
export async function prepareDevice(
  env: Env,
  { sitting, code, now }: { sitting: string; code: string; now: number },
): Promise<Preparation> {
  await requireClassCode(env, sitting, code);
  const { campaign, school, schoolName } = await getSitting(env.DB, sitting);
  const [{ title, kind, opensAt, closesAt }, rows, answerKey] = await Promise.all([
    getCampaign(env.DB, campaign),
    listPrepared(env.DB, { school, campaign }),
    answerKeyOf(env.MASTER_SECRET, campaign),
  ]);
  if (!rows.some((row) => row.sitting === sitting)) throw new Fault('sitting-unknown');
  const forms = await readForms(env, new Set(rows.map((row) => row.formVersion)));
  const sittings = rows.map(({ formVersion, ...row }): PreparedSitting => {
    const form = forms.get(formVersion);
    if (!form) throw new Error('the form of a sitting was not read');
    return { ...row, form };
  });
  return {
    campaign,
    campaignTitle: title,
    kind,
    school: schoolName['zh-TW'],
    sitting,
    sittings: [
      ...sittings.filter((one) => one.sitting === sitting),
      ...sittings.filter((one) => one.sitting !== sitting),
    ],
    answerKey,
    opensAt,
    closesAt,
    now,
  };
}

/** Before anything is read: who guesses codes costs no database. Throws the fault `card-unknown`. */
export async function requireClassCode(env: Env, sitting: string, code: string): Promise<void> {
  const reading = parseCard(code);
  const isOurs = reading.ok && reading.kind === 'class';
  if (!isOurs || reading.card !== (await classCodeOf(env.MASTER_SECRET, sitting)))
    throw new Fault('card-unknown');
}

async function readForms(
  env: Env,
  versions: ReadonlySet<string>,
): Promise<Map<string, PreparedSitting['form']>> {
  const read = async (version: string) => {
    const { form } = await openPackage(env, version);
    const { id, items, minutes } = form;
    return [version, { id, version, items: items.length, minutes }] as const;
  };
  return new Map(await Promise.all([...versions].map(read)));
}
