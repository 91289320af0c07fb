import type { CalibrationState } from '../../calibrate/calibrate.ts';
import { poseCalibration, sliceCalibration } from '../calibration.ts';
import { done, findValue, skipped } from '../results.ts';
import type { Step } from '../step.ts';

/** The partial credit model, concurrent over the grades with the items they have in common. */
export const calibrate: Step<'calibrate', CalibrationState> = {
  reads: ['collapse'],
  seeded: false,
  take({ results }, partial) {
    const collapsed = findValue(results.collapse);
    if (!collapsed) return { kind: 'done', result: skipped('no-scale') };
    const move = sliceCalibration(poseCalibration(collapsed, { model: 'pcm' }), partial);
    return move.kind === 'more' ? move : { kind: 'done', result: done(move.result) };
  },
};
