import type { ItemParameters } from '../irt/parameters.ts';
import type { Drift } from './drift.ts';
import { link, type Link, meanStep } from './link.ts';

/**
 * Least shift of an item that is let go, in logits. Robust z alone takes one steady item in sixteen
 * for a drifting one, with this floor one in a hundred and forty (study linking): with 1,200 answers
 * to an item a shift has a standard error of .13, and one of less than .3 among a dozen anchors moves
 * the link by less than .03.
 */
const LEAST_SHIFT = 0.3;

/** Common items held against the base year. */
export interface Anchors {
  /** Over all common items, and over those that did not drift. */
  all: Link;
  kept: Link;
  /** Each common item in the order of the base; `shift` is measured from `kept`. */
  drift: Drift[];
}

/**
 * Stocking & Lord over the common items, and over those that did not drift: out are those that the
 * robust z flags and that moved by .3 logits or more from the link of the others. Throws RangeError
 * as `link` does.
 */
export function holdAnchors({
  base,
  fresh,
}: {
  base: readonly ItemParameters[];
  fresh: readonly ItemParameters[];
}): Anchors {
  const alignTo = (items: readonly ItemParameters[]) =>
    link({ base: items, fresh, method: 'stocking-lord' });
  const all = alignTo(base);
  const old = indexById(base);
  const now = indexById(fresh);
  const shiftTo = (id: string, { A, B }: Link) =>
    A * meanStep(getItem(now, id)) + B - meanStep(getItem(old, id));
  const without = (out: ReadonlySet<string>) => alignTo(base.filter(({ id }) => !out.has(id)));
  const flagged = idsOf(all.drift.filter(({ drifting }) => drifting));
  // What drifts pulls the link with it: how far is measured from the others.
  const others = without(flagged);
  const out = idsOf(
    all.drift.filter(({ id }) => flagged.has(id) && Math.abs(shiftTo(id, others)) >= LEAST_SHIFT),
  );
  const kept = without(out);
  const drift = all.drift.map(({ id, z }) => ({
    ...{ id, z, shift: shiftTo(id, kept), drifting: out.has(id) },
  }));
  return { all, kept, drift };
}

function idsOf(items: readonly { id: string }[]): ReadonlySet<string> {
  return new Set(items.map(({ id }) => id));
}

function indexById(items: readonly ItemParameters[]): ReadonlyMap<string, ItemParameters> {
  return new Map(items.map((item) => [item.id, item]));
}

function getItem(items: ReadonlyMap<string, ItemParameters>, id: string): ItemParameters {
  const item = items.get(id);
  if (!item) throw new Error(`no common item ${id}`);
  return item;
}
