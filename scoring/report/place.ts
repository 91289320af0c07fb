import type { Text } from '../wire/text.ts';
import { countHeads, type ClassRoll, type ReleaseInput } from './roll.ts';
import { hideCells, type Hidden } from './suppression.ts';

/** A school that has a class in a grade. */
export interface Place {
  id: string;
  name: Text;
  district: string;
  classes: ClassRoll[];
}

/** Districts and schools that have a class in a grade, in the order of the input. */
export interface Places {
  schools: Place[];
  districts: { id: string; name: Text; schools: Place[] }[];
}

/** Ids of the cells that are shown or hidden: the same on every page. */
export const nameCell = {
  city: 'city',
  district: (id: string) => `district/${id}`,
  school: (id: string) => `school/${id}`,
};

/** Throws when a class names a school that is not in the input. */
export function listPlaces(input: ReleaseInput, grade: number): Places {
  const classes = input.classes.filter((roll) => roll.grade === grade);
  const known = new Set(input.schools.map(({ id }) => id));
  const stray = classes.find(({ school }) => !known.has(school));
  if (stray) throw new Error(`no ${stray.school}`);
  const schools = input.schools
    .map((school) => ({ ...school, classes: classes.filter((roll) => roll.school === school.id) }))
    .filter((school) => school.classes.length > 0);
  const districts = input.districts
    .map(({ id, name }) => ({ id, name, schools: schools.filter((s) => s.district === id) }))
    .filter((district) => district.schools.length > 0);
  return { schools, districts };
}

/** Which cells of a grade no page above the school may show: one set for all pages of a release. */
export function hidePlaces({ schools, districts }: Places, threshold: number): Hidden {
  const tested = (classes: ClassRoll[]) => countHeads(classes).tested;
  const all = tested(schools.flatMap(({ classes }) => classes));
  const city = { id: nameCell.city, parent: undefined, tested: all };
  const districtCells = districts.map((district) => ({
    id: nameCell.district(district.id),
    parent: nameCell.city,
    tested: tested(district.schools.flatMap(({ classes }) => classes)),
  }));
  const schoolCells = schools.map((school) => ({
    id: nameCell.school(school.id),
    parent: nameCell.district(school.district),
    tested: tested(school.classes),
  }));
  return hideCells([city, ...districtCells, ...schoolCells], threshold);
}
