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
  /** Answers and hand-in of its own, beyond what it took over. */
  own: number;
  handedIn: boolean;
  /** Order in which the server first heard of each branch. */
  order: number;
}

export interface Pick {
  counted: Branch;
  /** The counted branch and those it goes on from, each with its last event that leads here. */
  path: { branch: Branch; seq: number }[];
  /** Answers exist that do not count. */
  branched: boolean;
}

/**
 * The rule that picks what counts when a pupil has worked on several devices or epochs:
 * 1. a branch with answers stands above one without any;
 * 2. a branch that only looked, with no answer and no hand-in of its own, stands below all others:
 *    its state is its parent's;
 * 3. a handed-in branch stands above one that is not;
 * 4. a branch that goes on from another stands above it (its start event holds that state);
 * 5. then the one counts that the server first heard of last: the latest, never the longer or the
 *    better one.
 * All branches stay stored. Undefined for no branch at all.
 *
 * What reaches it, of one pupil: every attempt that is tied to the enrolment, by its card or because
 * the proctor said whose it is. One begun with a spare card, or with a card that matched nobody, is no
 * candidate before that. It then stands as one that the server first heard of when its first event
 * came, and not when it was claimed. What a teacher entered from paper goes on from what counted when
 * it was entered (4) and is handed in (3), so it stands above that. What was recovered from answer
 * codes goes on from the place where the journal on the device ended; the caller leaves it out
 * before the rule is asked once that journal has arrived up to that place: the
 * journal holds the same answers, and how they came about.
 */
export function pickBranch(branches: readonly Branch[]): Pick | undefined {
  const byName = new Map(branches.map((branch) => [name(branch), branch]));
  const [counted] = [...branches].sort(
    (a, b) =>
      Number(b.answered > 0) - Number(a.answered > 0) ||
      Number(b.own > 0) - Number(a.own > 0) ||
      Number(b.handedIn) - Number(a.handedIn) ||
      height(b, byName) - height(a, byName) ||
      b.order - a.order,
  );
  if (!counted) return undefined;
  const path = [
    { branch: counted, seq: counted.seq },
    ...ancestors(counted, byName).map(({ branch, place }) => ({
      branch,
      seq: Math.min(place.seq, branch.seq),
    })),
  ];
  const used = new Map(path.map(({ branch, seq }) => [branch, seq]));
  const branched = branches.some(
    (branch) => branch.own > 0 && branch.seq > (used.get(branch) ?? 0),
  );
  return { counted, path, branched };
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
