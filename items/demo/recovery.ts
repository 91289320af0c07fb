import type { ClosingInput } from '../../scoring/close/input.ts';
import {
  type GradeSchools,
  type Measure,
  type Results,
  getValue,
} from '../../scoring/close/results.ts';
import { runClosing } from '../../scoring/close/run.ts';
import type { PastYear } from '../../scoring/wire/scale.ts';
import { composeForm } from '../seal.ts';
import { planCensus } from './census.ts';
import type { DemoCity } from './city.ts';
import { simulateCensus } from './closing-input.ts';
import { composePastForm } from './past-form.ts';
import { planPast } from './past.ts';
import { GAINS, NEWEST, type Truth } from './truth.ts';

/** One thing that the closes must find again of how the pupils were made. */
export interface Check {
  name: string;
  wanted: string;
  found: string;
  ok: boolean;
}

/** A census, by its position among the truth's years, with its close. */
export interface ClosedYear {
  input: ClosingInput;
  results: Results;
}

/** Holds and closes all censuses of a city at the level of scores, the base year first. */
export function closeYears(demo: DemoCity): ClosedYear[] {
  const { seed, pupils, truth } = demo;
  const before = planPast(demo);
  const newest = (before.at(-1)?.campaign.academicYear ?? 0) + 1;
  const censuses = [...before, planCensus({ seed, pupils, academicYear: newest })];
  const past: PastYear[] = [];
  return truth.years.map((_, year) => {
    const census = censuses[year];
    if (!census) throw new Error(`no census for year ${year}`);
    const forms = census.campaign.forms.map(({ form }) =>
      year === NEWEST ? composeForm(form) : composePastForm(form, census.campaign.academicYear),
    );
    const input = simulateCensus(demo, census, { year, forms, past: [...past] });
    const results = runClosing(input);
    const made = getValue(results.documents, 'documents').past;
    if (!made) throw new Error(`no scale was made of ${census.campaign.id}`);
    past.push(made);
    return { input, results };
  });
}

/** What the closes found, beside what was put in. */
export function listChecks(truth: Truth, years: readonly ClosedYear[]): Check[] {
  return [
    ...checkDrift(truth, years),
    ...checkTrend(years),
    checkSchools(truth, years),
    ...checkProgrammes(truth, years),
    ...checkFairness(truth, years),
  ];
}

/** Fair items that a test at the 5 % level may flag by chance. */
const MOST_FALSE = 2;

/** Difference of one standard deviation of ability on the θ metric. */
function unitOf(years: readonly ClosedYear[]): number {
  const base = years[0]?.results;
  return getValue(base?.ability, 'ability').reference.sd;
}

/**
 * In each later year the items that drifted by then, by as much as they did, and no
 * others.
 */
function checkDrift(truth: Truth, years: readonly ClosedYear[]): Check[] {
  return years.slice(1).flatMap(({ results }, at) => {
    const { drift } = getValue(results.link, 'link');
    const wanted = truth.misfits.filter((one) => one.kind === 'drift' && one.since <= at + 1);
    const found = drift.filter(({ drifting }) => drifting).map(({ id }) => id);
    const names = wanted.map(({ item }) => `${item}@1`);
    const shifts = wanted.map(({ item, shift }): Check => {
      const id = `${item}@1`;
      const { is, error } = findShift(years, at + 1, id);
      const must = -shift * unitOf(years);
      return {
        name: `${id}: its shift in year ${at + 1}`,
        wanted: `${must.toFixed(2)} ± ${error.toFixed(2)}`,
        found: is.toFixed(2),
        ok: Math.abs(is - must) <= error,
      };
    });
    return [
      {
        name: `items that drift in year ${at + 1}`,
        wanted: names.join(', ') || 'none',
        found: found.join(', ') || 'none',
        ok: found.toSorted().join() === names.toSorted().join(),
      },
      ...shifts,
    ];
  });
}

/**
 * How much a mean step difficulty changed since the base year on its metric, when the items that
 * drifted are no anchors; half the width of a 95 % interval that covers both years and the link.
 */
function findShift(years: readonly ClosedYear[], year: number, id: string) {
  const ends = [years[0], years[year]].map((one) => {
    const { items, link } = getValue(one?.results.link, 'link');
    const item = items.find((each) => each.id === id);
    const steps = item?.d.length ?? Number.NaN;
    return {
      mean: (item?.b ?? []).reduce((sum, each) => sum + each, 0) / steps,
      se: Math.hypot((item?.seD.at(-1) ?? Number.NaN) / steps, link?.error ?? 0),
    };
  });
  return {
    is: ends.reduce((difference, { mean }) => mean - difference, 0),
    error: 1.96 * Math.hypot(...ends.map(({ se }) => se)),
  };
}

function checkTrend(years: readonly ClosedYear[]): Check[] {
  return years
    .slice(1)
    .flatMap(({ results }, at) =>
      getValue(results.trend, 'trend').map(({ grade, trend: { change } }) =>
        within(`grade ${grade}: change to year ${at + 1}`, change, 100 * (GAINS[at] ?? Number.NaN)),
      ),
    );
}

/** Of the grades and years together, for a single interval misses one time in twenty. */
function checkSchools(truth: Truth, years: readonly ClosedYear[]): Check {
  const all = years.flatMap(({ results }) => getValue(results.schools, 'schools'));
  const covers = ({ icc }: GradeSchools) => icc.lo <= truth.icc && truth.icc <= icc.hi;
  const found = all.filter(covers).length;
  const least = Math.floor(0.95 * all.length);
  return {
    name: `intervals that hold the ICC of ${truth.icc}`,
    wanted: `${least} of ${all.length} or more`,
    found: `${found} (${all.map(({ icc }) => icc.value.toFixed(3)).join(', ')})`,
    ok: found >= least,
  };
}

function checkProgrammes(truth: Truth, years: readonly ClosedYear[]): Check[] {
  const { programmes } = years.at(-1)?.results ?? {};
  return getValue(programmes, 'programmes').flatMap(({ grade, findings }) =>
    findings.flatMap(({ programme, difference }) => {
      const effect = truth.programmes.find(({ id }) => id === programme)?.effect ?? Number.NaN;
      const name = `grade ${grade}: ${programme}`;
      return difference ? [within(name, difference, 100 * effect)] : [];
    }),
  );
}

/** In the newest year: the unfair items and their directions, and few others beside them. */
function checkFairness(truth: Truth, years: readonly ClosedYear[]): Check[] {
  const findings = getValue(years.at(-1)?.results.dif, 'dif');
  const flagged = findings.filter(({ finding }) => finding.ets === 'B' || finding.ets === 'C');
  const unfair = truth.misfits.filter((one) => one.kind === 'unfair');
  const others = flagged.filter(({ id }) => unfair.every(({ item }) => id !== `${item}@1`));
  const known = unfair.map(({ item, favours }): Check => {
    const finding = findings.find(({ id }) => id === `${item}@1`)?.finding;
    const delta = finding?.delta ?? 0;
    const isFound = flagged.some(({ id }) => id === `${item}@1`);
    return {
      name: `${item}: unfair by gender`,
      wanted: `B or C, favours ${favours}`,
      found: `${finding?.ets ?? 'none'}, delta ${delta.toFixed(2)}`,
      ok: isFound && (delta < 0 ? finding?.reference : finding?.focal) === favours,
    };
  });
  return [
    ...known,
    {
      name: 'fair items that were flagged',
      wanted: `${MOST_FALSE} or fewer`,
      found: others.map(({ id }) => id).join(', ') || 'none',
      ok: others.length <= MOST_FALSE,
    },
  ];
}

function within(
  name: string,
  found: Pick<Measure, 'value' | 'lo' | 'hi'> | null,
  truth: number,
): Check {
  return {
    name,
    wanted: truth.toFixed(1),
    found: found
      ? `${found.value.toFixed(1)} (${found.lo.toFixed(1)} to ${found.hi.toFixed(1)})`
      : 'nothing',
    ok: found !== null && found.lo <= truth && truth <= found.hi,
  };
}
