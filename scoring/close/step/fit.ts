import { q3 } from '../../calibrate/dependence.ts';
import { fitItems } from '../../calibrate/item-fit.ts';
import { codeForCalibration, selectItems } from '../../calibrate/matrix.ts';
import { personFit } from '../../calibrate/person-fit.ts';
import { estimateAbilities } from '../../irt/ability.ts';
import { type Collapsed, done, findValue, type Fit, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/** l_z* of a pattern that one pupil in twenty has when the model holds. */
const UNLIKELY = -1.645;

/**
 * How well the model describes items, pairs of items and pupils, on the answers as they were
 * calibrated: what was not reached says nothing of an item.
 */
export const fit = atOnce<'fit'>(['collapse', 'calibrate'], ({ results }) => {
  const collapsed = findValue(results.collapse);
  const calibration = findValue(results.calibrate);
  if (!collapsed || !calibration) return skipped('no-scale');
  const { items, groups } = calibration;
  const { gradeOf } = collapsed;
  const columns = selectItems(
    collapsed.matrix,
    items.map(({ id }) => id),
  );
  const answers = { items, cells: codeForCalibration(columns), rows: columns.ids.length };
  const population = {
    of: gradeOf,
    populations: groups.map(({ mean, variance }) => ({ mean, variance })),
  };
  const eap = estimateAbilities({ ...answers, method: 'eap', population });
  const wle = estimateAbilities({ ...answers, method: 'wle' });
  return done<Fit>({
    items: fitItems({ ...answers, abilities: eap, population }).map(
      ({ id, infit, outfit, sx2, df, p }) => ({
        ...{ id, infit, outfit },
        sx2: sx2 === null || df === null || p === null ? null : { value: sx2, df, p },
      }),
    ),
    pairs: q3({ ...answers, theta: eap.theta }),
    unlikely: countUnlikely(collapsed, personFit({ ...answers, theta: wle.theta })),
  });
});

function countUnlikely(
  { grades, gradeOf }: Collapsed,
  { lzStar, status }: ReturnType<typeof personFit>,
): Fit['unlikely'] {
  return grades.map((grade, at) => {
    const rows = [...gradeOf.keys()].filter((row) => gradeOf[row] === at && status[row] === 1);
    const flagged = rows.filter((row) => (lzStar[row] ?? 0) < UNLIKELY).length;
    return { grade, n: rows.length, flagged };
  });
}
