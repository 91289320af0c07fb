import { codeForAbility, selectItems, selectRows } from '../../calibrate/matrix.ts';
import { estimateAbilities } from '../../irt/ability.ts';
import { estimatePopulation } from '../../irt/population.ts';
import type { ClosingInput } from '../input.ts';
import { listRowSchools } from '../pupils.ts';
import { nameScale } from '../record.ts';
import {
  type Abilities,
  type Collapsed,
  done,
  findValue,
  type GradePupils,
  type Linked,
  skipped,
} from '../results.ts';
import { atOnce } from '../step.ts';

/**
 * Populations and abilities. Each grade's population is estimated anew with the items held, in two
 * levels, from the answers coded for ability (not reached = 0), since that is what scores are made
 * of. EAP takes its mean and its whole variance, between and within schools: so does the reference,
 * the lowest grade of the base year, whose mean and SD become 500 and 100.
 */
export const ability = atOnce<'ability'>(['collapse', 'link'], ({ input, results }) => {
  const collapsed = findValue(results.collapse);
  const linked = findValue(results.link);
  if (!collapsed || !linked) return skipped('no-scale');
  const answers = codeAnswers(collapsed, linked);
  const grades = listGradePupils(input, collapsed).map((pupils) => {
    const { school, schools } = pupils;
    const own = codeAnswers(collapsed, linked, [...pupils.rows]);
    return {
      ...pupils,
      population: estimatePopulation({ ...own, school, schools: schools.length }),
    };
  });
  if (!grades.every((grade) => grade.population.converged)) return skipped('not-converged');
  const populations = grades.map(({ population: { mean, between, within } }) => ({
    mean,
    variance: between + within,
  }));
  const population = { of: collapsed.gradeOf, populations };
  const eap = estimateAbilities({ ...answers, method: 'eap', population });
  const wle = estimateAbilities({ ...answers, method: 'wle' });
  const lowest = populations[0];
  return done<Abilities>({
    grades: grades.map((grade) => ({ ...grade, reliability: findReliability(eap, grade.rows) })),
    eap: { theta: eap.theta, se: eap.se },
    wle: { theta: wle.theta, se: wle.se },
    reference: input.past[0]?.scale.reference ?? {
      base: nameScale(input),
      grade: collapsed.grades[0] ?? 0,
      mean: lowest?.mean ?? 0,
      sd: Math.sqrt(lowest?.variance ?? 1),
    },
  });
});

/** The scale's items with the answers of some pupils (positions in `Collapsed.rows`), or of all. */
export function codeAnswers({ matrix }: Collapsed, { items }: Linked, rows?: readonly number[]) {
  const pupils = rows ? selectRows(matrix, rows) : matrix;
  const columns = selectItems(
    pupils,
    items.map(({ id }) => id),
  );
  return { items, cells: codeForAbility(columns), rows: columns.ids.length };
}

function listGradePupils(input: ClosingInput, { grades, gradeOf, rows }: Collapsed): GradePupils[] {
  const bySchool = listRowSchools(input);
  return grades.map((grade, at) => {
    const own = [...gradeOf.keys()].filter((row) => gradeOf[row] === at);
    const schoolOf = own.map((row) => bySchool[rows[row] ?? 0] ?? '');
    const schools = [...new Set(schoolOf)].sort();
    return {
      grade,
      rows: Uint32Array.from(own),
      school: Uint16Array.from(schoolOf, (school) => schools.indexOf(school)),
      schools,
    };
  });
}

/** Share of the variance of θ that EAP scores carry: var(EAP)/(var(EAP) + mean posterior variance). */
function findReliability(
  { theta, se }: { theta: Float64Array; se: Float64Array },
  rows: Uint32Array,
): number {
  const values = [...rows].map((row) => theta[row] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = [...rows].reduce((sum, row) => sum + (se[row] ?? 0) ** 2, 0);
  return spread === 0 ? 0 : spread / (spread + error);
}
