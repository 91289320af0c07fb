import type { JournalPlace } from '../wire/event.ts';

/** One epoch of one attempt, as the server holds it: a candidate for what counts. */
export interface Branch {
  attempt: string;
  epoch: number;
  /** Counted events (late ones are not). */
  seq: number;
  /** Where it went on from, when it resumed another one. */
  from?: JournalPlace | undefined;
  answered: number;
  handedIn: boolean;
  /** Order in which the server first heard of each branch. */
  order: number;
}

/**
 * The rule that picks what counts when a pupil has worked on several devices or epochs:
 * 1. a branch that goes on from another stands above it (its start event holds that state);
 * 2. a branch without any answer stands below one that has some;
 * 3. among branches of the same height the handed-in one counts, then the one that the server
 *    first heard of last: the latest, never the longer or the better one.
 * All branches stay stored; `branched` says that events exist which do not count. Undefined for no
 * branch at all.
 */
export function pickBranch(
  branches: readonly Branch[],
): { counted: Branch; branched: boolean } | undefined {
  const byName = new Map(branches.map((branch) => [name(branch), branch]));
  const ranked = [...branches].sort(
    (a, b) =>
      Number(b.answered > 0) - Number(a.answered > 0) ||
      height(b, byName) - height(a, byName) ||
      Number(b.handedIn) - Number(a.handedIn) ||
      b.order - a.order,
  );
  const counted = ranked[0];
  if (!counted) return undefined;
  const used = new Map([[name(counted), counted.seq]]);
  for (const { branch, place } of ancestors(counted, byName)) used.set(name(branch), place.seq);
  const branched = branches.some((branch) => {
    const until = used.get(name(branch));
    return until === undefined ? branch.answered > 0 : branch.seq > until;
  });
  return { counted, branched };
}

function name({ attempt, epoch }: { attempt: string; epoch: number }): string {
  return `${attempt}/${epoch}`;
}

/** Branches below this one, each with the place where it was left; stops at a loop of lies. */
function ancestors(
  branch: Branch,
  byName: ReadonlyMap<string, Branch>,
): { branch: Branch; place: JournalPlace }[] {
  const path: { branch: Branch; place: JournalPlace }[] = [];
  const seen = new Set([name(branch)]);
  for (let place = branch.from; place;) {
    const parent = byName.get(name(place));
    if (!parent || seen.has(name(parent))) break;
    seen.add(name(parent));
    path.push({ branch: parent, place });
    place = parent.from;
  }
  return path;
}

function height(branch: Branch, byName: ReadonlyMap<string, Branch>): number {
  return ancestors(branch, byName).length;
}
