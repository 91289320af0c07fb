import { pickBranch, type Branch } from '../../scoring/journal/merge.ts';
import type { EpochRecord } from './epoch.ts';
import { leaveSuperseded } from './recovered-name.ts';

export interface PickedEpoch {
  /** The epoch that counts. */
  epoch: EpochRecord;
  branched: boolean;
  /** The epoch that counts and those it goes on from, each with its last event that leads here. */
  path: { attempt: string; epoch: number; seq: number }[];
  /** Events that lead to its state, those of the epochs that it goes on from included. */
  events: number;
}

/** What counts of the epochs of one enrolment; undefined: nothing that counts has arrived. */
export function pickEpoch(epochs: readonly EpochRecord[]): PickedEpoch | undefined {
  const started = leaveSuperseded(epochs).filter(({ counted }) => counted > 0);
  const picked = pickBranch(started.map(toBranch));
  if (!picked) return undefined;
  const epoch = started.find((candidate) => isSame(candidate, picked.counted));
  if (!epoch) throw new Error('The rule picked a branch that it was not given');
  const path = picked.path.map(({ branch, seq }) => ({
    attempt: branch.attempt,
    epoch: branch.epoch,
    seq,
  }));
  const events = path.reduce((sum, { seq }) => sum + seq, 0);
  return { epoch, branched: picked.branched, path, events };
}

/** Counted events of all branches together: rises with each that arrives. */
export function totalCounted(epochs: readonly EpochRecord[]): number {
  return epochs.reduce((sum, { counted }) => sum + counted, 0);
}

function toBranch(epoch: EpochRecord): Branch {
  return {
    attempt: epoch.attempt,
    epoch: epoch.epoch,
    seq: epoch.counted,
    from: epoch.from,
    answered: epoch.answered,
    own: epoch.own,
    handedIn: epoch.handedInAt !== null,
    order: epoch.ordinal,
  };
}

function isSame(
  one: { attempt: string; epoch: number },
  other: { attempt: string; epoch: number },
): boolean {
  return one.attempt === other.attempt && one.epoch === other.epoch;
}
