import { findEnd, roundTenth } from '../../report/mask.ts';
import { stamp } from '../../report/release.ts';
import type { StepRecord } from '../../wire/closing.ts';
import type { DifFinding, FormQuality, ItemQuality, QualityReport } from '../../wire/quality.ts';
import type { Scale } from '../../wire/scale.ts';
import type { ClosingInput } from '../input.ts';
import { nameColumn, splitColumn } from '../pupils.ts';
import { toReported } from '../reported.ts';
import { findValue, type GradedItem, type Results } from '../results.ts';
import { adjustByHolm, isDependent, listFlags } from './flags.ts';

/**
 * The page on how well the test measured. Of fewer pupils than the campaign's threshold it tells
 * their number only: a share of so few would tell what each of them did. Nor does it tell what nearly
 * all of a grade had.
 */
export function buildQuality(
  input: ClosingInput,
  results: Results,
  { scale, records }: { scale: Scale | null; records: StepRecord[] },
): QualityReport {
  const fit = findValue(results.fit);
  return {
    ...stamp(input.report),
    page: 'quality',
    forms: (findValue(results.classical)?.forms ?? []).map((form) => maskForm(input, form)),
    items: describeItems(input, results),
    scale,
    calibration: describeCalibration(results),
    dependence: fit?.pairs.filter(isDependent) ?? [],
    effort: describeEffort(results).filter((row) => isShown(input, row)),
    unlikely: fit?.unlikely ?? [],
    records,
  };
}

/** A mean of no credit, or of all that there is, is that of each pupil. */
function maskForm(input: ClosingInput, form: FormQuality): FormQuality {
  if (!isShown(input, form)) return { ...form, ...NO_FIGURES };
  const { meanRaw, maxCredit } = form;
  return meanRaw === 0 || meanRaw === maxCredit ? { ...form, meanRaw: null, sdRaw: null } : form;
}

const NO_FIGURES = { alpha: null, sem: null, meanRaw: null, sdRaw: null, reachedLast: null };

function isShown({ report }: ClosingInput, { n }: { n: number }): boolean {
  return n >= report.threshold;
}

/** Odds between a group and so few others would be theirs. */
function maskFinding(input: ClosingInput, finding: DifFinding): DifFinding {
  const { nReference, nFocal } = finding;
  return isShown(input, { n: Math.min(nReference, nFocal) })
    ? finding
    : { ...finding, delta: null };
}

function describeItems(input: ClosingInput, results: Results): ItemQuality[] {
  const fit = findValue(results.fit);
  const adjusted = adjustByHolm(
    fit?.items.flatMap(({ id, sx2 }) => (sx2 ? [{ id, p: sx2.p }] : [])) ?? [],
  );
  return input.matrix.items.map(({ id }) => describeItem({ input, results, adjusted }, id));
}

type Source = { input: ClosingInput; results: Results; adjusted: ReadonlyMap<string, number> };

function describeItem({ input, results, adjusted }: Source, id: string): ItemQuality {
  const placed = placeItem(input, id);
  const linked = findValue(results.link);
  const calibration = findValue(results.calibrate);
  const parameters = linked?.items.find((item) => item.id === id);
  const known = findValue(results.fit);
  const fit = known?.items.find((item) => item.id === id);
  const drift = linked?.drift.find((each) => each.id === id);
  const rows = (findValue(results.classical)?.items ?? []).filter((item) => item.id === id);
  const evidence = {
    answers: rows.reduce((sum, { n }) => sum + n, 0),
    classical: rows.filter((row) => isShown(input, row)),
    fit,
    adjustedP: adjusted.get(id),
    pairs: known?.pairs.filter(({ items }) => items.includes(id)) ?? [],
    dif: (findValue(results.dif) ?? [])
      .filter((each) => each.id === id)
      .map((each) => maskFinding(input, each.finding)),
    drift,
    dropped: calibration?.dropped.find((each) => each.id === id),
  };
  return {
    ...placed,
    heldOut: input.heldOut.includes(id),
    anchor: placed.anchor || drift !== undefined,
    classical: evidence.classical.map((row) => maskGraded(input, row)),
    collapsed: findCollapse(results, id),
    parameters: parameters
      ? { a: parameters.a, d: parameters.d, b: parameters.b, seD: parameters.seD }
      : null,
    slope: findValue(results.sensitivity)?.slopes.find((each) => each.id === id)?.a ?? null,
    infit: fit?.infit ?? null,
    outfit: fit?.outfit ?? null,
    sx2: fit?.sx2 ?? null,
    dif: evidence.dif,
    drift: drift ? { shift: drift.shift, z: drift.z, drifting: drift.drifting } : null,
    flags: listFlags(evidence),
  };
}

/** Without figures that tell what nearly every pupil of the grade had, and thirds of too few. */
function maskGraded(
  input: ClosingInput,
  { grade, n, omitted, notReached, rest, alphaWithout, medianSeconds, ...told }: GradedItem,
): ItemQuality['classical'][number] {
  const { p, credits, byThird } = told;
  const kept = { grade, n, omitted, notReached, rest, alphaWithout, medianSeconds };
  if (isAlike(input, { n, omitted, notReached, p, credits }))
    return { ...kept, p: null, credits: [], byThird: null };
  const size = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
  const few = byThird?.some((counts) => size(counts) > 0 && !isShown(input, { n: size(counts) }));
  return { ...kept, p, credits, byThird: few ? null : byThird };
}

/** Whether all but a few had no credit, or all that there is. */
function isAlike(
  input: ClosingInput,
  {
    n,
    omitted,
    notReached,
    p,
    credits,
  }: Pick<GradedItem, 'n' | 'omitted' | 'notReached' | 'p' | 'credits'>,
): boolean {
  const end = p === null ? undefined : findEnd(p);
  if (end === undefined) return false;
  const alike = end === 'high' ? (credits.at(-1) ?? 0) : (credits[0] ?? 0) + omitted + notReached;
  return !isShown(input, { n: n - alike });
}

/** Where an item stands. Throws for a column that is on no form. */
function placeItem({ forms }: ClosingInput, id: string) {
  const { item, version } = splitColumn(id);
  const on = forms.filter(({ items }) => items.some((each) => nameColumn(each) === id));
  const found = on.flatMap(({ items }) => items.filter((each) => nameColumn(each) === id));
  const [first] = found;
  if (!first) throw new RangeError(`${id} is on no form`);
  return {
    item,
    version,
    title: first.title,
    forms: [...new Map(on.map(({ form, title }) => [form, { form, title }])).values()],
    grades: [...new Set(on.map(({ grade }) => grade))].sort((a, b) => a - b),
    counted: found.some(({ counted }) => counted),
    anchor: on.some(({ anchors }) => anchors.includes(item)),
  };
}

/** The joined categories; null where each kept its own. */
function findCollapse(results: Results, id: string): number[] | null {
  const map = findValue(results.collapse)?.maps.find((each) => each.id === id);
  return map?.categories.some((to, from) => to !== from) ? map.categories : null;
}

function describeCalibration(results: Results): QualityReport['calibration'] {
  const free = findValue(results.calibrate);
  if (!free) return null;
  const { converged, cycles, logLik } = findValue(results.link) ?? free;
  const other = findValue(results.sensitivity);
  return {
    ...{ n: free.n, converged, cycles, logLik },
    reliability:
      findValue(results.ability)?.grades.map(({ grade, reliability }) => ({
        grade,
        value: reliability,
      })) ?? [],
    sensitivity: other
      ? { converged: other.converged, logLik: other.logLik, correlation: other.correlation }
      : null,
  };
}

/** Means with and without low effort: on the reported scale where there is one, else shares of credit. */
function describeEffort(results: Results): QualityReport['effort'] {
  const effort = findValue(results.effort);
  if (!effort) return [];
  const scaled = describeScaledEffort(results, effort.low);
  return effort.grades.map((row) => {
    const { mean, meanWithout } = scaled.get(row.grade) ?? row;
    // One decimal: two exact means would give that of the few who did not try.
    return { ...row, mean: roundTenth(mean), meanWithout: roundTenth(meanWithout) };
  });
}

function describeScaledEffort(results: Results, low: Uint8Array) {
  const collapsed = findValue(results.collapse);
  const abilities = findValue(results.ability);
  const drawn = findValue(results.plausible);
  if (!collapsed || !abilities || !drawn)
    return new Map<number, { mean: number; meanWithout: number }>();
  return new Map(
    abilities.grades.map(({ grade, rows }) => {
      const draws = drawn.grades.find((each) => each.grade === grade)?.draws ?? [];
      const values = draws.map((draw) => toReported(draw, abilities.reference));
      const mean = (kept: number[]) =>
        values.reduce((sum, draw) => sum + kept.reduce((s, at) => s + (draw[at] ?? 0), 0), 0) /
        Math.max(1, values.length * kept.length);
      const all = [...rows.keys()];
      const trying = all.filter((at) => low[collapsed.rows[rows[at] ?? 0] ?? 0] !== 1);
      return [grade, { mean: mean(all), meanWithout: mean(trying.length > 0 ? trying : all) }];
    }),
  );
}
