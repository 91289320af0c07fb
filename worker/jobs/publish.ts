import { buildCityReport, buildSchoolReport } from '../../scoring/report/release.ts';
import type { ClassRoll, PupilResult, ReleaseInput } from '../../scoring/report/roll.ts';
import type { CampaignRow, CityNames } from '../../scoring/wire/campaign.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { writeAudited } from '../store/audit.ts';
import { publishRelease } from '../store/campaign.ts';
import { getCity } from '../store/city.ts';
import { listEnrolments, type Enrolment } from '../store/enrolment.ts';
import { listCampaignForms } from '../store/form.ts';
import { putReports, takeRelease, type ScopedReport } from '../store/report.ts';
import { listCounted, type ScoringRun } from '../store/score.ts';
import { listSittings, type Sitting } from '../store/sitting.ts';
import { getRun } from './run.ts';

/** Documents in one transaction: far below what a batch may hold. */
const CHUNK = 20;

/**
 * Computes every report of a campaign as its next release, writes all of it, and then makes it
 * the published one in a single statement. Releases before it stay. Throws the fault
 * `campaign-open` while an opened sitting is not closed or anything is unscored.
 */
export async function publish(
  env: Env,
  { campaign, by, now }: { campaign: CampaignRow; by: string; now: number },
): Promise<number> {
  const run = await getRun(env, campaign.id, now);
  const city = await getCity(env.DB);
  const input = await gather(env, { campaign, city, run, now });
  const release = await takeRelease(env.DB, { campaign: campaign.id, run: run.n, now, by });
  const reports = buildReports({ ...input, release }, city.id);
  for (let from = 0; from < reports.length; from += CHUNK) {
    await env.DB.batch(putReports(env.DB, reports.slice(from, from + CHUNK)));
  }
  const detail = JSON.stringify({ release, run: run.n, documents: reports.length });
  await writeAudited(
    env.DB,
    { at: now, actor: by, action: 'publish', scope: `campaign/${campaign.id}`, detail },
    [publishRelease(env.DB, campaign.id, release)],
  );
  return release;
}

function buildReports(input: ReleaseInput, cityId: string): ScopedReport[] {
  const city = buildCityReport(input);
  const schools = [...new Set(input.classes.map(({ school }) => school))];
  return [
    { scope: cityId, report: city },
    ...schools.map((school) => ({
      scope: school,
      report: buildSchoolReport(input, { school, city }),
    })),
  ];
}

/** All that the reports rest on, but for the release's number. */
async function gather(
  env: Env,
  known: { campaign: CampaignRow; city: CityNames; run: ScoringRun; now: number },
): Promise<Omit<ReleaseInput, 'release'>> {
  const { campaign, city, run, now } = known;
  const [sittings, enrolments, counted, forms] = await Promise.all([
    listSittings(env.DB, { campaign: campaign.id }),
    listEnrolments(env.DB, { campaign: campaign.id }),
    listCounted(env.DB, { campaign: campaign.id, run: run.n }),
    listCampaignForms(env.DB, campaign.id),
  ]);
  requireSettled(sittings, counted.length);
  const shares = new Map(
    counted
      .filter(({ answered }) => answered > 0)
      .map(({ enrolment, raw, max }) => [enrolment, (100 * raw) / max]),
  );
  const bySitting = groupBySitting(enrolments);
  return {
    campaign: campaign.id,
    title: campaign.title,
    computedAt: now,
    engineVersion: run.engineVersion,
    threshold: campaign.threshold,
    fictional: city.fictional,
    districts: city.districts,
    schools: city.schools,
    forms: forms.map(({ hash, items }) => ({
      version: hash,
      items: items.length,
      maxCredit: items.reduce((sum, item) => sum + item.maxCredit, 0),
    })),
    classes: sittings.map((sitting) => toRoll(sitting, bySitting.get(sitting.code) ?? [], shares)),
  };
}

function requireSettled(sittings: Sitting[], scored: number): void {
  const open = sittings.filter(({ openedAt, state }) => openedAt !== null && state !== 'closed');
  const started = sittings.reduce((sum, { counts }) => sum + counts.started, 0);
  if (open.length > 0 || scored < started) {
    throw new Fault('campaign-open', {
      detail: `Open sittings: ${open.length}. Attempts not yet scored: ${Math.max(0, started - scored)}.`,
    });
  }
}

function groupBySitting(enrolments: Enrolment[]): Map<string, Enrolment[]> {
  const groups = new Map<string, Enrolment[]>();
  for (const enrolment of enrolments) {
    const group = groups.get(enrolment.sitting);
    if (group) group.push(enrolment);
    else groups.set(enrolment.sitting, [enrolment]);
  }
  return groups;
}

function toRoll(
  sitting: Sitting,
  enrolments: Enrolment[],
  shares: ReadonlyMap<string, number>,
): ClassRoll {
  return {
    id: sitting.class,
    name: sitting.className,
    sitting: sitting.code,
    school: sitting.school,
    grade: sitting.grade,
    formVersion: sitting.formVersion,
    pupils: enrolments.map((enrolment) => toResult(enrolment, shares.get(enrolment.id))),
  };
}

/** An exempt pupil who sat is counted as exempt; one who began and answered nothing did not sit. */
function toResult({ exempt, absence }: Enrolment, share: number | undefined): PupilResult {
  if (exempt || absence === 'exempt') return { status: 'exempt' };
  if (share !== undefined) return { status: 'tested', share };
  return { status: absence === null ? 'missing' : 'absent' };
}
