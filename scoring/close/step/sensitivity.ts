import type { Calibration, CalibrationState } from '../../calibrate/calibrate.ts';
import { codeForAbility, selectItems } from '../../calibrate/matrix.ts';
import { estimateAbilities } from '../../irt/ability.ts';
import { poseCalibration, sliceCalibration } from '../calibration.ts';
import {
  type Collapsed,
  done,
  findValue,
  getValue,
  type Sensitivity,
  skipped,
} from '../results.ts';
import type { Step } from '../step.ts';

/** The generalised partial credit model on the same answers: how much the choice of model matters. */
export const sensitivity: Step<'sensitivity', CalibrationState> = {
  reads: ['collapse', 'calibrate'],
  seeded: false,
  take({ results }, partial) {
    const collapsed = findValue(results.collapse);
    if (!collapsed) return { kind: 'done', result: skipped('no-scale') };
    const move = sliceCalibration(poseCalibration(collapsed, { model: 'gpcm' }), partial);
    if (move.kind === 'more') return move;
    const plain = getValue(results.calibrate, 'calibrate');
    return { kind: 'done', result: done(compare(collapsed, plain, move.result)) };
  },
};

function compare(collapsed: Collapsed, plain: Calibration, general: Calibration): Sensitivity {
  const [x, y] = [plain, general].map((calibration) => estimate(collapsed, calibration));
  return {
    converged: general.converged,
    logLik: general.logLik,
    slopes: general.items.map(({ id, a }) => ({ id, a })),
    correlation: collapsed.grades.flatMap((grade, at) => {
      const rows = [...collapsed.gradeOf.keys()].filter((row) => collapsed.gradeOf[row] === at);
      const pick = (theta: Float64Array | undefined) => rows.map((row) => theta?.[row] ?? 0);
      const value = correlate(pick(x), pick(y));
      return value === undefined ? [] : [{ grade, value }];
    }),
  };
}

function estimate({ matrix, gradeOf }: Collapsed, { items, groups }: Calibration): Float64Array {
  const columns = selectItems(
    matrix,
    items.map(({ id }) => id),
  );
  const populations = groups.map(({ mean, variance }) => ({ mean, variance }));
  return estimateAbilities({
    items,
    cells: codeForAbility(columns),
    rows: matrix.ids.length,
    method: 'eap',
    population: { of: gradeOf, populations },
  }).theta;
}

function correlate(x: number[], y: number[]): number | undefined {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [at, value] of x.entries()) {
    const dx = value - mx;
    const dy = (y[at] ?? 0) - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : undefined;
}
