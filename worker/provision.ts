import type { SittingPlan } from '../scoring/wire/city.ts';
import type { CampaignRow } from '../scoring/wire/campaign.ts';
import { spareCardsOf, unlockCodeOf } from './code.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { openPackage, sealForSchool } from './form.ts';
import { sealPupils } from './roster.ts';
import { contentKeyFor, hashCard, wrapContentKey } from './seal.ts';
import type { SittingSetup } from './sitting/setup.ts';
import { sittingAt } from './sitting/stub.ts';
import { getCampaign } from './store/campaign.ts';
import { getClass, type ClassPlace } from './store/city.ts';
import { putEnrolments } from './store/enrolment.ts';
import { getForm, listNewestForms } from './store/form.ts';
import { putPupils } from './store/pupil.ts';
import { findSitting, putSitting, type Sitting } from './store/sitting.ts';

/**
 * Makes a class's sitting: its pupils and enrolments, its row, and its object with the sealed
 * package. Repeatable: a sitting keeps the form version that it was first given, and once somebody
 * has begun neither the object nor the city takes another class list. Throws the fault
 * `form-unknown` where the campaign does not give the form of the plan to that grade, and where it
 * gives several and the plan names none.
 */
export async function provisionSitting(env: Env, plan: SittingPlan): Promise<void> {
  const [campaign, place, before] = await Promise.all([
    getCampaign(env.DB, plan.campaign),
    getClass(env.DB, plan.class),
    findSitting(env.DB, plan.code),
  ]);
  const formVersion = await chooseForm(env, { plan, campaign, place, before });
  const made = { plan, campaign, place, before, formVersion };
  const setup = await drawSetup(env, made);
  const sitting = sittingAt(env.SITTING, plan.code);
  // A new sitting's row comes first: nobody can begin before the city knows of it.
  if (!before) await putClassList(env, made);
  const isTaken = await sitting.provision(setup);
  if (before && isTaken) await putClassList(env, made);
}

interface Made extends Known {
  formVersion: string;
}

/** The content key for a device without a network, under the code on the proctor's sheet. */
async function wrapFor({ MASTER_SECRET }: Env, { plan, place, formVersion }: Made) {
  const [code, contentKey] = await Promise.all([
    unlockCodeOf(MASTER_SECRET, plan.code),
    contentKeyFor(MASTER_SECRET, formVersion, place.school),
  ]);
  return wrapContentKey(code, plan.code, contentKey);
}

async function putClassList(env: Env, made: Made): Promise<void> {
  const { plan, campaign, place, formVersion } = made;
  const [pupils, wrap] = await Promise.all([
    sealPupils(env, place.school, plan.roster),
    made.before?.wrap ?? wrapFor(env, made),
  ]);
  await env.DB.batch([
    ...putPupils(env.DB, place.school, pupils),
    putSitting(env.DB, {
      code: plan.code,
      campaign: campaign.id,
      class: place.id,
      school: place.school,
      grade: place.grade,
      formVersion,
      wrap,
      enrolled: plan.roster.length,
      exempt: plan.roster.filter(({ exempt }) => exempt).length,
    }),
    ...putEnrolments(
      env.DB,
      { campaign: campaign.id, class: place.id, sitting: plan.code },
      plan.roster.map(({ enrolment, pupil, seat, exempt, gender = null }) => ({
        id: enrolment,
        pupil,
        seat,
        exempt,
        gender,
      })),
    ),
  ]);
}

interface Known {
  plan: SittingPlan;
  campaign: CampaignRow;
  place: ClassPlace;
  before: Sitting | undefined;
}

/** The version that the sitting has, else the newest frozen one of its form. */
async function chooseForm(env: Env, { plan, campaign, place, before }: Known): Promise<string> {
  if (before) {
    const { form } = (await getForm(env.DB, before.formVersion)).version;
    if (plan.form === undefined || plan.form === form) return before.formVersion;
    throw new Fault('form-unknown', { detail: `This sitting was given the form ${form}` });
  }
  const id = getFormId(plan, campaign, place.grade);
  const version = (await listNewestForms(env.DB)).get(id);
  if (version === undefined) throw new Fault('form-unknown', { detail: `${id} is not frozen` });
  return version;
}

/** The form that was drawn, or the only one that the campaign gives to the grade. */
function getFormId({ form }: SittingPlan, { forms }: CampaignRow, grade: number): string {
  const given = forms.filter((row) => row.grade === grade).map((row) => row.form);
  const [first, ...others] = given;
  if (form !== undefined && given.includes(form)) return form;
  if (form === undefined && first !== undefined && others.length === 0) return first;
  const known = given.length === 0 ? 'no form' : given.join(' and ');
  throw new Fault('form-unknown', {
    detail: `The campaign gives ${known} to grade ${grade}, the plan names ${form ?? 'none'}`,
  });
}

async function drawSetup(env: Env, made: Made): Promise<SittingSetup> {
  const { plan, campaign, place, formVersion } = made;
  const [{ form, items }, sealed, seats, spares] = await Promise.all([
    openPackage(env, formVersion),
    sealForSchool(env, { formVersion, school: place.school }),
    drawSeats(env, plan),
    drawSpares(env, plan),
  ]);
  return {
    code: plan.code,
    campaign: campaign.id,
    campaignTitle: campaign.title,
    kind: campaign.kind,
    schoolId: place.school,
    school: place.schoolName['zh-TW'],
    classId: place.id,
    className: place.name,
    grade: place.grade,
    form: {
      id: form.id,
      version: formVersion,
      items: items.map(({ id, title }) => ({ item: id, title })),
      minutes: form.minutes,
    },
    package: sealed,
    seats,
    spares,
    window: { opensAt: campaign.opensAt, closesAt: campaign.closesAt },
  };
}

async function drawSeats(env: Env, plan: SittingPlan): Promise<SittingSetup['seats']> {
  const cards = new Map(plan.cards.map(({ seat, card }) => [seat, card]));
  return Promise.all(
    plan.roster.map(async ({ seat, enrolment, exempt }) => {
      const card = cards.get(seat);
      if (card === undefined) throw new Fault('malformed', { detail: `No card for seat ${seat}` });
      return { seat, enrolment, exempt, cardHash: await hashCard(env.MASTER_SECRET, card) };
    }),
  );
}

async function drawSpares({ MASTER_SECRET }: Env, plan: SittingPlan) {
  const taken = plan.roster.map(({ seat }) => seat);
  const cards = await spareCardsOf(MASTER_SECRET, plan.code, taken);
  return Promise.all(
    cards.map(async ({ number, card }) => ({
      number,
      cardHash: await hashCard(MASTER_SECRET, card),
    })),
  );
}
