import type { CityReport, Estimate, GradeReport, SchoolReport, TakenForm } from '../wire/report.ts';
import {
  type Components,
  estimateClustered,
  estimateMean,
  estimateNested,
  findComponents,
} from './estimate.ts';
import { binShares } from './histogram.ts';
import { maskEstimate, roundEstimate } from './mask.ts';
import { hidePlaces, listPlaces, nameCell, type Place } from './place.ts';
import { countHeads, listGrades, listShares, type ClassRoll, type ReleaseInput } from './roll.ts';
import { isThin, type Hidden } from './suppression.ts';

/**
 * The city's page of a release: by grade, participation, the mean share of credit in percent with
 * its 95 % interval, its distribution, and districts and schools in the order of the input, never
 * by result. Cells that are too small, and those that would give them away, carry no estimate. The
 * city's interval is robust to clustering by school, where all hidden schools are one cluster; the
 * districts' rest on the city's variance components. Means and limits have one decimal; those of 5 %
 * or less, and of 95 % or more, are told as that (`maskEstimate`). Throws when a class names a school or a form that is not in the input.
 */
export function buildCityReport(input: ReleaseInput): CityReport {
  return {
    ...stamp(input),
    page: 'city',
    grades: listGrades(input.classes).map((grade) => buildGrade(input, grade)),
  };
}

/**
 * One school's page, for its own readers: its classes and the whole school, whatever their size,
 * beside the city's mean where that rests on three schools at least, none of them with more than
 * 80 % of its pupils. Throws when the school or a class's form is not in the input.
 */
export function buildSchoolReport(
  input: ReleaseInput,
  { school, city }: { school: string; city: CityReport },
): SchoolReport {
  const { id, name } = getById(input.schools, school);
  const own = input.classes.filter((roll) => roll.school === school);
  return {
    ...stamp(input),
    page: 'school',
    school: id,
    name,
    grades: listGrades(own).map((grade) => {
      const classes = own.filter((roll) => roll.grade === grade);
      return {
        grade,
        count: countHeads(classes),
        estimate: roundEstimate(estimateMean(listShares(classes))),
        city: estimateForSchools(city.grades.find((row) => row.grade === grade)),
        classes: classes.map((roll) => ({
          id: roll.id,
          name: roll.name,
          sitting: roll.sitting,
          form: getForm(input, roll.formVersion).form,
          count: countHeads([roll]),
          estimate: roundEstimate(estimateMean(listShares([roll]))),
        })),
      };
    }),
  };
}

/** A school knows its own mean: off the mean of two, or of little else, it would read the other's. */
function estimateForSchools(row: GradeReport | undefined): Estimate {
  if (row?.estimate.status !== 'shown') return row?.estimate ?? { status: 'none' };
  const why = isThin(row.schools.map(({ count }) => count.tested));
  return why === undefined ? row.estimate : { status: 'hidden', why };
}

/** What every document of a release says of itself. */
export function stamp(input: ReleaseInput) {
  const { campaign, title, release, computedAt, engineVersion, threshold, fictional } = input;
  return {
    document: 1 as const,
    campaign,
    title,
    release,
    computedAt,
    engineVersion,
    threshold,
    fictional,
  };
}

function buildGrade(input: ReleaseInput, grade: number): GradeReport {
  const classes = input.classes.filter((roll) => roll.grade === grade);
  const places = listPlaces(input, grade);
  const hidden = hidePlaces(places, input.threshold);
  const components = findComponents(groupSchools(places.schools, hidden));
  return {
    grade,
    forms: listTaken(input, classes),
    count: countHeads(classes),
    estimate: mask(estimateClustered(groupSchools(places.schools, hidden)), hidden, nameCell.city),
    distribution: binShares(listShares(classes), input.threshold),
    districts: places.districts.map(({ id, name, schools }) => ({
      id,
      name,
      count: countHeads(schools.flatMap((school) => school.classes)),
      estimate: mask(estimateDistrict(schools, components), hidden, nameCell.district(id)),
    })),
    schools: places.schools.map((school) => ({
      id: school.id,
      name: school.name,
      district: school.district,
      count: countHeads(school.classes),
      estimate: mask(estimateMean(listShares(school.classes)), hidden, nameCell.school(school.id)),
    })),
  };
}

/**
 * Shares by school, those of all hidden schools as one: with a cluster for each of them an interval
 * would be an equation more about them, and two could be solved for from mean and interval together.
 */
function groupSchools(schools: Place[], hidden: Hidden): number[][] {
  const shares = (school: Place) => listShares(school.classes);
  const isHidden = (school: Place) => hidden.has(nameCell.school(school.id));
  const shown = schools.filter((school) => !isHidden(school));
  return [...shown.map(shares), schools.filter(isHidden).flatMap(shares)];
}

/** In a city of very few schools a district speaks for itself. */
function estimateDistrict(schools: Place[], components: Components | undefined): Estimate {
  const shares = schools.map((school) => listShares(school.classes));
  return components ? estimateNested(shares, components) : estimateMean(shares.flat());
}

/** The forms of the classes, by name; two versions of one name by version. */
function listTaken(input: ReleaseInput, classes: ClassRoll[]): TakenForm[] {
  const versions = new Set(classes.map(({ formVersion }) => formVersion));
  const taken = [...versions].map((version) => getForm(input, version));
  const name = ({ form, version }: TakenForm) => `${form} ${version}`;
  return taken.sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function getForm({ forms }: ReleaseInput, version: string): TakenForm {
  const form = forms.find((row) => row.version === version);
  if (!form) throw new Error(`no form ${version}`);
  return form;
}

function mask(estimate: Estimate, hidden: Hidden, cell: string): Estimate {
  const why = hidden.get(cell);
  return why === undefined || estimate.status === 'none'
    ? maskEstimate(estimate)
    : { status: 'hidden', why };
}

function getById<T extends { id: string }>(rows: T[], id: string): T {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no ${id}`);
  return row;
}
