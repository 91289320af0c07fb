import type { QualityReport } from '../../scoring/wire/quality.ts';
import { printCount, printShare } from '../kit/number.ts';
import { m } from '../kit/paraglide/messages.js';
import { joinNames, nameGrade } from '../kit/staff/words.ts';
import { tellSkipped } from './closing-words.ts';
import { findNoScale } from './quality.ts';
import { printFigure } from './quality-words.ts';

/** Abilities under two models that agree less than this want a researcher. */
const ALIKE = 0.97;

export function writeCalibration(report: QualityReport): string[] {
  const { calibration } = report;
  if (!calibration) return [m.office_check_none()];
  const { converged, n, cycles, reliability, sensitivity } = calibration;
  const counts = { n: printCount(n), cycles };
  return [
    converged ? m.office_check_converged(counts) : m.office_check_not_converged(counts),
    ...reliability.map(({ grade, value }) =>
      m.office_check_reliability({ grade: nameGrade(grade), value: printFigure(value) }),
    ),
    ...(sensitivity ? [writeSensitivity(sensitivity)] : []),
  ];
}

/** Empty where there is a scale. */
export function writeNoScale(report: QualityReport): string {
  const why = findNoScale(report);
  return why === undefined ? '' : m.office_quality_no_scale({ why: tellSkipped(why) });
}

type Sensitivity = NonNullable<NonNullable<QualityReport['calibration']>['sensitivity']>;

function writeSensitivity({ converged, correlation }: Sensitivity): string {
  if (!converged) return m.office_check_sensitivity_failed();
  const correlations = joinNames(
    correlation.map(({ grade, value }) =>
      m.office_check_correlation({ grade: nameGrade(grade), value: printFigure(value, 3) }),
    ),
  );
  return correlation.every(({ value }) => value >= ALIKE)
    ? m.office_check_alike({ correlations })
    : m.office_check_unlike({ correlations });
}

export function writeEffort({ effort, scale }: QualityReport): string[] {
  if (effort.length === 0) return [m.office_check_none()];
  const print = (mean: number) => (scale ? mean.toFixed(0) : `${mean.toFixed(1)} %`);
  return [
    ...effort.map(({ grade, n, low, mean, meanWithout }) =>
      m.office_check_effort_row({
        grade: nameGrade(grade),
        n: printCount(n),
        low: printCount(low),
        share: printShare(low, n),
        mean: print(mean),
        without: print(meanWithout),
      }),
    ),
    m.office_check_effort_note(),
  ];
}

/** `nameOf` says the title of an item by `item@version`. */
export function writeDependence(
  { dependence, calibration }: QualityReport,
  nameOf: (id: string) => string,
): string[] {
  if (!calibration) return [m.office_check_none()];
  if (dependence.length === 0) return [m.office_check_dependence_none()];
  return [
    m.office_check_dependence_some({
      n: dependence.length,
      pairs: joinNames(
        dependence.map(({ items: [a, b], q3, adjusted }) =>
          m.office_check_pair({
            a: nameOf(a),
            b: nameOf(b),
            q3: printFigure(q3),
            adjusted: printFigure(adjusted),
          }),
        ),
      ),
    }),
  ];
}

export function writeUnlikely({ unlikely }: QualityReport): string[] {
  if (unlikely.length === 0) return [m.office_check_none()];
  return unlikely.map(({ grade, n, flagged }) =>
    m.office_check_unlikely_row({
      grade: nameGrade(grade),
      n: printCount(n),
      flagged: printCount(flagged),
      share: printShare(flagged, n),
    }),
  );
}
