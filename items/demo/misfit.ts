import type { RosterEntry } from '../../scoring/wire/city.ts';

export type Gender = RosterEntry['gender'];

/**
 * An item that is not what its author foresaw, by a known amount: `shift` is that of its threshold,
 * in standard deviations of ability, so that a lower one is an easier item. `unfair`: the favoured
 * gender's threshold lies half of it below, the other's half of it above. `drift`: from the year
 * `since` on the item is easier by it, as one that was taught, or has leaked.
 */
export type Misfit =
  | { kind: 'unfair'; item: string; favours: 'female' | 'male'; shift: number }
  | { kind: 'drift'; item: string; since: number; shift: number };

/**
 * Two of middling difficulty, one on all forms and one on a form of grade 6, are unfair; one that
 * all forms share has drifted in the newest year. All of them count and belong to the core.
 */
export const MISFITS: readonly Misfit[] = [
  { kind: 'unfair', item: 'how-many-lamps', favours: 'female', shift: 0.5 },
  { kind: 'unfair', item: 'too-soon', favours: 'male', shift: 0.5 },
  { kind: 'drift', item: 'stair-channel', since: 2, shift: 0.45 },
];

/** Shifts of thresholds by item id; an item without one is as foreseen. */
export type Shifts = Readonly<Record<string, number>>;

/** What the items' thresholds are shifted by for a pupil of a gender, in a year of the truth. */
export function listShifts(
  misfits: readonly Misfit[],
  { year, gender }: { year: number; gender: Gender },
): Shifts {
  return Object.fromEntries(misfits.map((one) => [one.item, shiftOf(one, year, gender)]));
}

function shiftOf(misfit: Misfit, year: number, gender: Gender): number {
  if (misfit.kind === 'drift') return year >= misfit.since ? -misfit.shift : 0;
  if (gender === undefined) return 0;
  return (gender === misfit.favours ? -misfit.shift : misfit.shift) / 2;
}
