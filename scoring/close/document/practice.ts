import { judgeSubscore, type SubscoreVerdict } from '../../calibrate/subscore.ts';
import {
  type Components,
  estimateMean,
  estimateNested,
  findComponents,
} from '../../report/estimate.ts';
import { maskEstimate } from '../../report/mask.ts';
import { nameCell, type Places } from '../../report/place.ts';
import { isThin } from '../../report/suppression.ts';
import { Practice } from '../../wire/item.ts';
import type { Estimate } from '../../wire/report.ts';
import type { PracticeResult } from '../../wire/results.ts';
import type { GradeHiding } from '../hiding.ts';
import type { ClosingForm, ClosingInput } from '../input.ts';
import { listRowGrades, listRowSchools, sumCredits } from '../pupils.ts';

/**
 * The verdict rests on how much districts differ, which few of them do not show: in simulation a
 * practice that follows the total without exception passes up to 12 times in 100 with 7 districts,
 * 17 with 5 and 19 with 3.
 */
const LEAST_DISTRICTS = 7;

/**
 * A grade's practices: whether districts' means of each say more than their mean totals, and only
 * then the means (statistics.md, Subscores). Practices that stand on each form that was taken, in
 * the wire's order. Judged among the districts that may be shown, so that no figure rests on a hidden
 * one. The interval takes the pupils as one draw, nested in schools, as that of a district's mean of
 * all items does.
 */
export function listPractices(
  input: ClosingInput,
  grade: number,
  hiding: GradeHiding,
): PracticeResult[] {
  const rows = [...listRowGrades(input).entries()].flatMap(([row, own]) =>
    own === grade ? [row] : [],
  );
  const taken = [...new Set(rows.map((row) => input.formOf[row] ?? 0))].flatMap(
    (at) => input.forms[at] ?? [],
  );
  const total = sumCredits(input, () => true);
  const schoolOf = listRowSchools(input);
  return Practice.options
    .filter((practice) => taken.length > 0 && taken.every((form) => countItems([form], practice)))
    .map((practice) => {
      const sub = sumCredits(input, (item) => item.practice === practice);
      const pupils = rows.flatMap((row): Pupil[] => {
        const [most, all] = [sub.most[row] ?? 0, total.most[row] ?? 0];
        // Whoever lost all of its items to an incident says nothing of it.
        if (most === 0) return [];
        return [
          {
            school: schoolOf[row] ?? '',
            sub: (100 * (sub.credit[row] ?? 0)) / most,
            total: (100 * (total.credit[row] ?? 0)) / all,
          },
        ];
      });
      return { practice, items: countItems(taken, practice), ...judge(input, pupils, hiding) };
    });
}

interface Pupil {
  school: string;
  /** Shares of credit in percent. */
  sub: number;
  total: number;
}

/** Different items that count. */
function countItems(forms: readonly ClosingForm[], practice: Practice): number {
  const own = forms
    .flatMap(({ items }) => items)
    .filter((item) => item.counted && item.practice === practice);
  return new Set(own.map(({ item }) => item)).size;
}

type Place = Places['districts'][number];
type District = Place & { why: ReturnType<typeof whyHidden>; pupils: Pupil[] };

function judge(
  input: ClosingInput,
  pupils: readonly Pupil[],
  hiding: GradeHiding,
): Omit<PracticeResult, 'practice' | 'items'> {
  const districts = hiding.places.districts.map((district): District => {
    const schools = new Set(district.schools.map(({ id }) => id));
    const own = pupils.filter(({ school }) => schools.has(school));
    return { ...district, why: whyHidden(input, hiding, district, own), pupils: own };
  });
  const shown = districts.filter(({ why }) => why === undefined);
  const verdict = shown.length < LEAST_DISTRICTS ? undefined : compare(shown);
  const { sub, total } = verdict?.prmse ?? {};
  const components = findComponents(listClusters(shown, hiding));
  return {
    worth: verdict?.status === 'worth',
    prmse: sub === undefined ? null : toThird(sub),
    prmseTotal: total === undefined ? null : toThird(total),
    districts:
      verdict?.status === 'worth'
        ? districts.map((each) => ({ district: each.id, figure: toFigure(each, components) }))
        : [],
  };
}

/** A district's cell, and the pupils of it who had items of the practice, must both be large enough. */
function whyHidden(
  { report }: ClosingInput,
  { hidden }: GradeHiding,
  { id, schools }: Place,
  pupils: readonly Pupil[],
) {
  const sizes = schools.map((place) => pupils.filter(({ school }) => school === place.id).length);
  const few = pupils.length < report.threshold ? ('small' as const) : isThin(sizes);
  return hidden.get(nameCell.district(id)) ?? few;
}

function compare(shown: readonly District[]): SubscoreVerdict {
  const pupils = shown.flatMap((district) => district.pupils);
  return judgeSubscore({
    sub: Float64Array.from(pupils, ({ sub }) => sub),
    total: Float64Array.from(pupils, ({ total }) => total),
    group: Uint16Array.from(shown.flatMap((district, at) => district.pupils.map(() => at))),
    groups: shown.length,
  });
}

function toFigure(district: District, components: Components | undefined): Estimate {
  const { why, pupils, schools } = district;
  if (why !== undefined) return { status: 'hidden', why };
  const clusters = schools.map(({ id }) =>
    pupils.filter(({ school }) => school === id).map(({ sub }) => sub),
  );
  return maskEstimate(
    components ? estimateNested(clusters, components) : estimateMean(clusters.flat()),
  );
}

/** Shares by school, those of all hidden schools as one: see `buildCityReport`. */
function listClusters(shown: readonly District[], { schools: hidden }: GradeHiding): number[][] {
  const bySchool = new Map<string, number[]>();
  for (const { school, sub } of shown.flatMap(({ pupils }) => pupils)) {
    const name = hidden.has(school) ? '' : school;
    const own = bySchool.get(name) ?? [];
    own.push(sub);
    bySchool.set(name, own);
  }
  return [...bySchool.values()];
}

function toThird(share: number): number {
  return Math.round(share * 1000) / 1000;
}
