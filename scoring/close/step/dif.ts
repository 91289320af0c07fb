import { findDif, type ItemDif } from '../../calibrate/dif.ts';
import type { DifFinding } from '../../wire/quality.ts';
import { cut, listCounted, listRows } from '../pupils.ts';
import { done, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/** A convention only: a negative delta favours boys, a positive one girls. */
const GROUPS = { reference: 'male', focal: 'female' } as const;
/** Pupils whose class list does not say: in no comparison. */
const NEITHER = 2;

/**
 * Items that work differently for girls and boys of one total, over both grades: those that count
 * and are not held out, in the categories of their keys.
 */
export const dif = atOnce<'dif'>([], ({ input }) => {
  const group = Uint8Array.from(input.gender, (gender) =>
    gender === null ? NEITHER : gender === GROUPS.focal ? 1 : 0,
  );
  if (!group.some((each) => each !== NEITHER)) return skipped('no-gender');
  if (!group.includes(0) || !group.includes(1)) return skipped('one-gender');
  const columns = listCounted(input).filter((id) => !input.heldOut.includes(id));
  const matrix = cut(input, { rows: listRows(input, () => true), columns });
  return done(
    findDif({ matrix, group, purify: true }).map((item) => ({
      id: item.id,
      finding: toFinding(item),
    })),
  );
});

function toFinding({
  nReference,
  nFocal,
  tested,
  chi2,
  p,
  delta,
  ets,
  ...rest
}: ItemDif): DifFinding {
  const { uniformP, crossingP } = rest;
  return {
    ...{ by: 'gender', ...GROUPS, nReference, nFocal, tested },
    ...{ chi2, p, delta, ets, uniformP, crossingP },
  };
}
