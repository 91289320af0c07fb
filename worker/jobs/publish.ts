import { buildCityReport, buildSchoolReport } from '../../scoring/report/release.ts';
import type { ClassRoll, PupilResult, ReleaseInput } from '../../scoring/report/roll.ts';
import type { CampaignRow, CityNames } from '../../scoring/wire/campaign.ts';
import type { FormVersion } from '../../scoring/wire/form-document.ts';
import type { TakenForm } from '../../scoring/wire/report.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { writeAudited } from '../store/audit.ts';
import { publishRelease } from '../store/campaign.ts';
import { getCity } from '../store/city.ts';
import type { Enrolment } from '../store/enrolment.ts';
import { putReports, takeRelease, type ScopedReport } from '../store/report.ts';
import type { CountedScore, ScoringRun } from '../store/score.ts';
import type { Sitting } from '../store/sitting.ts';
import { readSnapshot, type Snapshot } from '../store/snapshot.ts';
import { standingOf } from '../standing.ts';
import { getRun } from './run.ts';

/** Documents in one transaction: far below what a batch may hold. */
const CHUNK = 20;

/**
 * Computes every report of a campaign as its next release, writes all of it, and then makes it
 * the published one in a single statement. Releases before it stay. Throws the fault
 * `campaign-open` while a sitting is open or may still be opened, or anything is unscored.
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
    publishRelease(env.DB, { campaign: campaign.id, release, now }),
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
  const snapshot = await readSnapshot(env.DB, { campaign: campaign.id, run: run.n });
  requireSettled(snapshot, { mayOpen: now <= campaign.closesAt });
  const { sittings, enrolments, forms } = snapshot;
  const scores = new Map(snapshot.counted.map((score) => [score.enrolment, score]));
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
    forms: forms.map(toTaken),
    classes: sittings.map((sitting) => toRoll(sitting, bySitting.get(sitting.code) ?? [], scores)),
  };
}

function toTaken({ hash, form, items }: FormVersion): TakenForm {
  const counted = items.filter((item) => item.counted);
  const maxCredit = counted.reduce((sum, item) => sum + item.maxCredit, 0);
  return { form, version: hash, items: counted.length, maxCredit };
}

/**
 * Sitting by sitting: a score too many here must not stand for one that is missing there. One that
 * was never opened is settled only when it cannot be opened any more, and holds no scores: those
 * would say that news of its opening is still on the way.
 */
function requireSettled({ sittings, counted }: Snapshot, { mayOpen }: { mayOpen: boolean }): void {
  const scored = Map.groupBy(counted, ({ sitting }) => sitting);
  const isOpen = ({ code, state, openedAt }: Sitting) =>
    state !== 'closed' && (mayOpen || openedAt !== null || scored.has(code));
  const open = sittings.filter(isOpen).length;
  const unscored = sittings.reduce(
    (sum, { code, counts }) => sum + Math.max(0, counts.started - (scored.get(code)?.length ?? 0)),
    0,
  );
  if (open === 0 && unscored === 0) return;
  throw new Fault('campaign-open', {
    detail: `Sittings not closed: ${open}. Attempts not yet scored: ${unscored}.`,
  });
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
  scores: ReadonlyMap<string, CountedScore>,
): ClassRoll {
  return {
    id: sitting.class,
    name: sitting.className,
    sitting: sitting.code,
    school: sitting.school,
    grade: sitting.grade,
    formVersion: sitting.formVersion,
    pupils: enrolments.map((enrolment) => toResult(enrolment, scores.get(enrolment.id))),
  };
}

function toResult(enrolment: Enrolment, score: CountedScore | undefined): PupilResult {
  const standing = standingOf(enrolment, score);
  if (standing.status !== 'tested') return standing;
  const { raw, max } = standing.score;
  return { status: 'tested', share: (100 * raw) / max };
}
