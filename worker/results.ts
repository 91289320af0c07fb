import { maxCredit } from '../scoring/mark/credit.ts';
import type { FormDocument } from '../scoring/wire/form-document.ts';
import type { ClassResults } from '../scoring/wire/report.ts';
import type { ResultsView, SittingRow } from '../scoring/wire/sitting.ts';
import type { ItemScore } from '../scoring/wire/score.ts';
import { nameSeats, type NamedEnrolment } from './class-names.ts';
import type { Env } from './env.ts';
import { openForm } from './form.ts';
import { getBoard, sittingAt } from './sitting/stub.ts';
import { findCity } from './store/city.ts';
import { findReleaseRun } from './store/release.ts';
import { findRun, listSittingScores, type DetailedScore } from './store/score.ts';
import type { Sitting } from './store/sitting.ts';
import { standingOf } from './standing.ts';

/**
 * May a class see its results? A rehearsal's as soon as the sitting is closed; any other's when its
 * campaign is published, so that nobody sees an item before every class has sat.
 */
export function viewResults({
  kind,
  state,
  release,
}: Pick<Sitting, 'kind' | 'state' | 'release'>): ResultsView {
  if (kind === 'rehearsal') {
    return state === 'closed' ? { status: 'visible' } : { status: 'hidden', why: 'not-closed' };
  }
  return release === null ? { status: 'hidden', why: 'not-published' } : { status: 'visible' };
}

export function toSittingRow(sitting: Sitting): SittingRow {
  const { code, campaign, campaignTitle, kind, school, schoolName, className, grade } = sitting;
  return {
    ...{ code, campaign, campaignTitle, kind, school, schoolName, className, grade },
    class: sitting.class,
    state: sitting.state,
    ...(sitting.openedAt === null ? {} : { openedAt: sitting.openedAt }),
    ...(sitting.closedAt === null ? {} : { closedAt: sitting.closedAt }),
    enrolled: sitting.counts.enrolled,
    tested: sitting.counts.tested,
    results: viewResults(sitting),
  };
}

/** The scores that a class's results show: of the published release, else of the newest run. */
export async function readScores(env: Env, sitting: Sitting): Promise<Map<string, DetailedScore>> {
  const run =
    (await findReleaseRun(env.DB, sitting.campaign)) ??
    (await findRun(env.DB, sitting.campaign))?.n;
  if (run === undefined) return new Map();
  return listSittingScores(env.DB, { sitting: sitting.code, run });
}

/**
 * Pupils × items of one class, with names: only for who may enter the class. What is only tried out
 * is not in it: it is to be secure next year.
 */
export async function readClassResults(env: Env, sitting: Sitting): Promise<ClassResults> {
  const [city, form, scores, seats, begun] = await Promise.all([
    findCity(env.DB),
    openForm(env, sitting.formVersion),
    readScores(env, sitting),
    nameSeats(env, sitting),
    findBegun(env, sitting),
  ]);
  const tested = seats.flatMap((seat) => {
    const standing = standingOf(seat, scores.get(seat.id));
    return standing.status === 'tested' ? standing.score.items : [];
  });
  return {
    sitting: sitting.code,
    campaign: sitting.campaign,
    campaignTitle: sitting.campaignTitle,
    school: sitting.schoolName['zh-TW'],
    className: sitting.className,
    grade: sitting.grade,
    form: form.package.form.title,
    fictional: city?.fictional ?? false,
    items: listItems(form, tested),
    pupils: seats.map((seat) => toPupil(seat, scores.get(seat.id), begun.has(seat.id))),
  };
}

/** Enrolments of which the sitting holds an attempt: none where it was never opened. */
async function findBegun(env: Env, { code, openedAt }: Sitting): Promise<Set<string>> {
  if (openedAt === null) return new Set();
  const { seats } = await getBoard(sittingAt(env.SITTING, code));
  const begun = seats.filter(({ state }) => state !== 'not-started' && state !== 'absent');
  return new Set(begun.map(({ enrolment }) => enrolment));
}

function listItems(
  { package: { items }, keys, uncounted }: FormDocument,
  tested: ItemScore[],
): ClassResults['items'] {
  return items.flatMap(({ id, title, type, practice }, at) => {
    if (uncounted.includes(id)) return [];
    const key = keys.find(({ item }) => item === id);
    const own = tested.filter(({ item, status }) => item === id && status !== 'technical');
    const shares = own.map(({ credit, max }) => (100 * credit) / max);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const column = {
      item: id,
      number: at + 1,
      title,
      type,
      practice,
      max: key ? maxCredit(key) : 0,
      mean: shares.length === 0 ? null : mean,
    };
    return [column];
  });
}

function toPupil(
  pupil: NamedEnrolment,
  score: DetailedScore | undefined,
  hasBegun: boolean,
): ClassResults['pupils'][number] {
  const { id, seat, name } = pupil;
  const standing = standingOf(pupil, score).status;
  const status = () => {
    if (standing === 'tested') return 'scored';
    return standing !== 'exempt' && hasBegun && !score ? 'waiting' : standing;
  };
  const shown = score && score.answered > 0 ? score : undefined;
  return {
    seat,
    enrolment: id,
    ...(name === undefined ? {} : { name }),
    status: status(),
    raw: shown?.raw ?? null,
    max: shown?.max ?? null,
    scores: shown?.items.filter(({ counted }) => counted) ?? [],
  };
}
