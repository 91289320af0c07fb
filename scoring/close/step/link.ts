import { type Anchors, holdAnchors } from '../../calibrate/anchor.ts';
import type { Calibration, CalibrationState } from '../../calibrate/calibrate.ts';
import type { Scale } from '../../wire/scale.ts';
import { poseCalibration, sliceCalibration } from '../calibration.ts';
import { type Collapsed, done, findValue, type Linked, skipped } from '../results.ts';
import type { Move, Step } from '../step.ts';

/** Fewest items in common with the base year that a link may rest on. */
const LEAST_COMMON = 3;

/**
 * Onto the base year's metric. In the base year the calibration is that metric. Later, the free
 * calibration is aligned to the base year's by Stocking & Lord, which gives the check and the shifts;
 * items that drifted (`holdAnchors`) are let go; and the answers are calibrated
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

function alignCommon(base: Scale, free: Calibration): Anchors | undefined {
  const common = base.items.filter(({ id, d }) =>
    free.items.some((item) => item.id === id && item.d.length === d.length),
  );
  if (common.length < LEAST_COMMON) return undefined;
  return holdAnchors({ base: common, fresh: free.items });
}

function finish(
  move: Move<Calibration, CalibrationState>,
  { base, all, kept, drift }: Anchors & { base: Scale },
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
