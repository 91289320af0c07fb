import { reaches, type RowSpace, spanRows } from './row-space.ts';
import { isThin } from './suppression.ts';

/** A figure over some schools: a total, a mean, or a contrast, which mixes them by other weights. */
export interface Statement {
  id: string;
  /** Weight of the sum over a school's pupils; schools that are not named have none. */
  weights: ReadonlyMap<string, number>;
  /** `school`: one of them; `total`: a cell of the tree above; `contrast`: anything else. */
  kind: 'school' | 'total' | 'contrast';
  shown: boolean;
}

/** Everything that a reader is told, or not told, of one quantity in one grade. */
export interface Release {
  /** Pupils tested in each school, which everybody may know. */
  schools: readonly { id: string; tested: number }[];
  statements: readonly Statement[];
  threshold: number;
}

/** What an attacker with a pencil came to. */
export interface Audit {
  /** Statements that are not shown. */
  hidden: number;
  /** Shown statements that were used as equations. */
  equations: number;
  /** One line for each thing that can be had and must not; empty when the release is safe. */
  recovered: string[];
}

/**
 * Tries to recover what a release hides by solving its shown figures as linear equations, whose
 * unknowns are the sums over each school's pupils. A reader of everything must not come to a figure
 * of a hidden school, nor to any weighted sum over hidden schools with fewer than `threshold` pupils
 * together. A reader of totals only must not come to one over fewer than three schools, or with over
 * 80 % of its pupils in one; the whole of all schools is free. Unknowns that always appear in the
 * same proportion are taken together first, so that a tree of totals costs little; what is left is
 * tried set by set, which is exact. Schools without anybody tested are known.
 */
export function auditRelease({ schools, statements, threshold }: Release): Audit {
  const filled = schools.filter(({ tested }) => tested > 0);
  const shown = statements.filter((statement) => statement.shown);
  const totals = shown.filter(({ kind }) => kind === 'total');
  return {
    hidden: statements.length - shown.length,
    equations: shown.length,
    recovered: [...attackSchools(filled, shown, threshold), ...attackGroupings(filled, totals)],
  };
}

type School = Release['schools'][number];

/** Schools that appear in one proportion in all equations: they come to light together. */
interface Bundle {
  schools: School[];
  tested: number;
}

function attackSchools(schools: School[], shown: Statement[], threshold: number): string[] {
  const known = new Set(
    shown.filter(({ kind }) => kind === 'school').flatMap(({ weights }) => [...weights.keys()]),
  );
  const secret = schools.filter(({ id }) => !known.has(id));
  const { space, bundles } = bundle(secret, shown);
  return listSets(bundles, threshold)
    .filter((set) => reaches(space, new Set(set)))
    .map((set) => nameSet(bundles, set));
}

/**
 * Sets of bundles that nothing may be known of alone: each school by itself, whatever its size, and
 * those with fewer pupils than the threshold together.
 */
function listSets(bundles: Bundle[], threshold: number): number[][] {
  const single = bundles.flatMap(({ schools }, at) => (schools.length === 1 ? [[at]] : []));
  const small: number[][] = [];
  const grow = (set: number[], tested: number, from: number) => {
    for (let at = from; at < bundles.length; at++) {
      const sum = tested + (bundles[at]?.tested ?? 0);
      if (sum >= threshold) continue;
      small.push([...set, at]);
      grow([...set, at], sum, at + 1);
    }
  };
  grow([], 0, 0);
  return [...single, ...small];
}

function attackGroupings(schools: School[], totals: Statement[]): string[] {
  const { space, bundles } = bundle(schools, totals);
  return bundles.flatMap((each, at) => {
    const thin = isThin(each.schools.map(({ tested }) => tested)) !== undefined;
    const isAll = each.schools.length === schools.length;
    return thin && !isAll && reaches(space, new Set([at])) ? [nameSet(bundles, [at])] : [];
  });
}

/** Equations over bundles: columns of one direction are joined, those in no equation left out. */
function bundle(schools: School[], equations: Statement[]): { space: RowSpace; bundles: Bundle[] } {
  const rows = equations.map(({ weights }) => schools.map(({ id }) => weights.get(id) ?? 0));
  const { rows: basis } = spanRows(rows);
  const groups = new Map<string, { bundle: Bundle; column: number[] }>();
  for (const [at, school] of schools.entries()) {
    const column = basis.map((row) => row[at] ?? 0);
    const lead = column.find((value) => value !== 0);
    if (lead === undefined) continue;
    const direction = column.map((value) => Number((value / lead).toPrecision(9)));
    const name = JSON.stringify(direction);
    const group = groups.get(name) ?? { bundle: { schools: [], tested: 0 }, column: direction };
    group.bundle.schools.push(school);
    group.bundle.tested += school.tested;
    groups.set(name, group);
  }
  const joined = [...groups.values()];
  return {
    space: spanRows(basis.map((_, row) => joined.map(({ column }) => column[row] ?? 0))),
    bundles: joined.map((group) => group.bundle),
  };
}

function nameSet(bundles: Bundle[], set: number[]): string {
  return set.flatMap((at) => bundles[at]?.schools.map(({ id }) => id) ?? []).join(' + ');
}
