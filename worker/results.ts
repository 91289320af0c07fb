import { maxCredit } from '../scoring/mark/credit.ts';
import type { ClassResults } from '../scoring/wire/report.ts';
import type { ResultsView, SittingRow } from '../scoring/wire/sitting.ts';
import type { SeatRow } from '../scoring/wire/board.ts';
import type { ItemScore } from '../scoring/wire/score.ts';
import { nameSeats, type NamedEnrolment } from './class-names.ts';
import type { Env } from './env.ts';
import { openForm } from './form.ts';
import { sittingAt } from './sitting/stub.ts';
import { findCity } from './store/city.ts';
import { findReleaseRun } from './store/report.ts';
import { findRun, listSittingScores } from './store/score.ts';
import type { Sitting } from './store/sitting.ts';

/**
 * May a class see its results? A census's, when its campaign is published, so that no school
 * knows before another; a rehearsal's and a pilot's as soon as the sitting is closed.
 */
export function viewResults({ kind, state, release }: Sitting): ResultsView {
  if (kind === 'rehearsal' || kind === 'pilot') {
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

export type StoredScores = Awaited<ReturnType<typeof listSittingScores>>;

/** The scores that a class's results show: of the published release, else of the newest run. */
export async function readScores(env: Env, sitting: Sitting): Promise<StoredScores> {
  const run =
    (await findReleaseRun(env.DB, sitting.campaign)) ??
    (await findRun(env.DB, sitting.campaign))?.n;
  if (run === undefined) return new Map();
  return listSittingScores(env.DB, { sitting: sitting.code, run });
}

/** Pupils × items of one class, with names: only for who may enter the class. */
export async function readClassResults(env: Env, sitting: Sitting): Promise<ClassResults> {
  const [city, form, scores, seats, board] = await Promise.all([
    findCity(env.DB),
    openForm(env, sitting.formVersion),
    readScores(env, sitting),
    nameSeats(env, sitting),
    sittingAt(env.SITTING, sitting.code).board(),
  ]);
  const states = new Map(board.seats.map(({ enrolment, state }) => [enrolment, state]));
  const tested = seats
    .filter(({ id, exempt }) => !exempt && scores.has(id))
    .flatMap(({ id }) => scores.get(id)?.items ?? []);
  return {
    sitting: sitting.code,
    campaign: sitting.campaign,
    campaignTitle: sitting.campaignTitle,
    school: sitting.schoolName['zh-TW'],
    className: sitting.className,
    grade: sitting.grade,
    fictional: city?.fictional ?? false,
    items: listItems(form, tested),
    pupils: seats.map((seat) => toPupil(seat, scores, states.get(seat.id))),
  };
}

function listItems(
  { package: { items }, keys }: Awaited<ReturnType<typeof openForm>>,
  tested: ItemScore[],
): ClassResults['items'] {
  return items.map(({ id, title, type, practice }) => {
    const key = keys.find(({ item }) => item === id);
    const own = tested.filter(({ item }) => item === id);
    const shares = own.map(({ credit, max }) => (100 * credit) / max);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return {
      item: id,
      title,
      type,
      practice,
      max: key ? maxCredit(key) : 0,
      mean: shares.length === 0 ? null : mean,
    };
  });
}

function toPupil(
  { id, seat, name, exempt, absence }: NamedEnrolment,
  scores: StoredScores,
  state: SeatRow['state'] | undefined,
): ClassResults['pupils'][number] {
  const score = scores.get(id);
  const began = state !== undefined && state !== 'not-started' && state !== 'absent';
  const status = () => {
    if (exempt || absence === 'exempt') return 'exempt';
    if (score) return 'scored';
    if (began) return 'waiting';
    return absence === null ? 'missing' : 'absent';
  };
  return {
    seat,
    enrolment: id,
    ...(name === undefined ? {} : { name }),
    status: status(),
    raw: score?.raw ?? null,
    max: score?.max ?? null,
    scores: score?.items ?? [],
  };
}
