import {
  advanceCalibration,
  type Calibration,
  type CalibrationInput,
  type CalibrationState,
  closeCalibration,
  isDone,
  openCalibration,
} from '../calibrate/calibrate.ts';
import { codeForCalibration } from '../calibrate/matrix.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import type { Collapsed } from './results.ts';
import type { Move } from './step.ts';

/** EM cycles in one slice: far below a second for 5,000 pupils. */
const CYCLES = 25;
/** What a full calibration takes, about: for the bar that the office sees. */
const USUAL = 100;

/** The calibration of the collapsed matrix by grades, free or with some items held. */
export function poseCalibration(
  { matrix, grades, gradeOf }: Collapsed,
  { model, fixed }: { model: 'pcm' | 'gpcm'; fixed?: readonly ItemParameters[] },
): CalibrationInput {
  return {
    items: matrix.items,
    cells: codeForCalibration(matrix),
    rows: matrix.ids.length,
    model,
    groups: { names: grades.map(String), of: gradeOf },
    ...(fixed && { fixed }),
    errors: model === 'pcm',
  };
}

/** One slice of a calibration. */
export function sliceCalibration(
  input: CalibrationInput,
  partial: CalibrationState | null,
): Move<Calibration, CalibrationState> {
  const state = advanceCalibration(input, partial ?? openCalibration(input), CYCLES);
  if (isDone(state)) return { kind: 'done', result: closeCalibration(input, state) };
  const of = Math.max(USUAL, state.cycles + CYCLES);
  return { kind: 'more', partial: state, done: state.cycles, of };
}
