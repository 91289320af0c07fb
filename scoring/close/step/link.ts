import type { Calibration, CalibrationState } from '../../calibrate/calibrate.ts';
import { link as align, type Link as Alignment, rescale } from '../../calibrate/link.ts';
import { stepDifficulties } from '../../irt/gpcm.ts';
import type { ItemParameters } from '../../irt/parameters.ts';
import type { Scale } from '../../wire/scale.ts';
import { poseCalibration, sliceCalibration } from '../calibration.ts';
import { type Collapsed, done, findValue, type Linked, skipped } from '../results.ts';
import type { Move, Step } from '../step.ts';

/** Fewest items in common with the base year that a link may rest on. */
const LEAST_COMMON = 3;
/**
 * Least shift of an item that is let go, in logits. Robust z alone takes one steady item in sixteen
 * for a drifting one, with this floor one in a hundred and forty (study linking): with 1,200 answers to an item a
 * shift has a standard error of .13, and one of less than .3 among a dozen anchors moves the link by
 * less than .03.
 */
const LEAST_SHIFT = 0.3;

/**
 * Onto the base year's metric. In the base year the calibration is that metric. Later, the free
 * calibration is aligned to the base year's by Stocking & Lord, which gives the check and the shifts;
 * items that drifted by the robust z, and by .3 logits, are let go; and the answers are calibrated
 * again with the others held at the base year's parameters.
 */
export const link: Step<'link', CalibrationState> = {
  reads: ['collapse', 'calibrate'],
  seeded: false,
  take({ input, results }, partial) {
    const collapsed = findValue(results.collapse);
    const free = findValue(results.calibrate);
    if (!collapsed || !free) return { kind: 'done', result: skipped('no-scale') };
    if (!free.converged) return { kind: 'done', result: skipped('not-converged') };
    const base = input.past[0]?.scale;
    if (!base) return { kind: 'done', result: done(describe(free, null, [])) };
    const aligned = alignCommon(base, free);
    if (!aligned) return { kind: 'done', result: skipped('few-common-items') };
    const fixed = base.items.filter(({ id }) => aligned.kept.common.includes(id));
    return finish(slice(collapsed, fixed, partial), { base, ...aligned });
  },
};

function slice(collapsed: Collapsed, items: Scale['items'], partial: CalibrationState | null) {
  const fixed = items.map(({ id, a, d }) => ({ id, a, d }));
  return sliceCalibration(poseCalibration(collapsed, { model: 'pcm', fixed }), partial);
}

/** Both alignments, and by how much each common item differs from those that did not drift. */
function alignCommon(base: Scale, free: Calibration) {
  const common = base.items.filter(({ id, d }) =>
    free.items.some((item) => item.id === id && item.d.length === d.length),
  );
  if (common.length < LEAST_COMMON) return undefined;
  const fresh = new Map(free.items.map((item) => [item.id, item]));
  const alignTo = (items: readonly ItemParameters[]) =>
    align({ base: items, fresh: free.items, method: 'stocking-lord' });
  const shiftsTo = (alignment: Alignment) =>
    common.map((item) => shiftOf(item, fresh.get(item.id), alignment));
  const all = alignTo(common);
  // What drifts pulls the link with it: how far is measured from the others.
  const far = shiftsTo(alignTo(common.filter((_, at) => !all.drift[at]?.drifting)));
  const drifts = all.drift.map(
    ({ drifting }, at) => drifting && Math.abs(far[at] ?? 0) >= LEAST_SHIFT,
  );
  const kept = alignTo(common.filter((_, at) => !drifts[at]));
  const shifts = shiftsTo(kept);
  const drift = all.drift.map(({ id, z }, at) => ({
    ...{ id, z, shift: shifts[at] ?? 0, drifting: drifts[at] ?? false },
  }));
  return { all, kept, drift };
}

/** Mean step difficulty of an item now less that of the base year, on its metric. */
function shiftOf(base: ItemParameters, fresh: ItemParameters | undefined, kept: Alignment): number {
  if (!fresh) throw new Error('a common item that is not there');
  const mean = (item: ItemParameters) =>
    stepDifficulties(item).reduce((sum, step) => sum + step, 0) / item.d.length;
  return mean(rescale(fresh, kept)) - mean(base);
}

function finish(
  move: Move<Calibration, CalibrationState>,
  {
    base,
    all,
    kept,
    drift,
  }: {
    base: Scale;
    all: Alignment;
    kept: Alignment;
    drift: Alignment['drift'];
  },
): ReturnType<typeof link.take> {
  if (move.kind === 'more') return move;
  if (!move.result.converged) return { kind: 'done', result: skipped('not-converged') };
  const drifting = drift.filter((each) => each.drifting);
  const record = {
    to: base.id,
    method: 'fixed-parameter' as const,
    A: kept.A,
    B: kept.B,
    anchors: kept.common,
    drifting: drifting.map(({ id, shift, z }) => ({ id, shift, z })),
    error: kept.error,
    withDrifting: { A: all.A, B: all.B },
  };
  return { kind: 'done', result: done(describe(move.result, record, drift)) };
}

function describe(
  { items, groups, converged, cycles, logLik }: Calibration,
  record: Linked['link'],
  drift: Linked['drift'],
): Linked {
  return {
    items: items.map(({ id, a, d, b, seD }) => ({ id, a, d: [...d], b, seD: seD ?? [] })),
    groups: groups.map(({ id, n, mean, variance }) => ({ grade: Number(id), n, mean, variance })),
    converged,
    cycles,
    logLik,
    link: record,
    drift: drift.map(({ id, shift, z, drifting }) => ({ id, shift, z, drifting })),
  };
}
