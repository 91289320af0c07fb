import {
  type Closing,
  type ClosingPage,
  type HoldOut,
  type ReleaseRow,
  STEPS,
  type StepName,
} from '../../scoring/wire/closing.ts';

/** A campaign's way to its publication, as the office walks it. */
export const STAGES = ['collect', 'compute', 'check', 'publish'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage that waits for somebody; undefined once the newest release is published. */
export function findStage(page: ClosingPage): Stage | undefined {
  const state = page.closing?.state;
  if (state === 'running') return 'compute';
  if (state !== 'failed' && findReady(page)) return 'check';
  if (!isSettled(page)) return 'collect';
  return state !== 'failed' && findNewest(page) ? undefined : 'compute';
}

export function isSettled({ unsettled }: Pick<ClosingPage, 'unsettled'>): boolean {
  return unsettled.open === 0 && unsettled.unscored === 0;
}

/** The newest release with all of its documents. */
export function findNewest({ releases }: Pick<ClosingPage, 'releases'>): ReleaseRow | undefined {
  return releases
    .filter(({ complete }) => complete)
    .reduce<ReleaseRow | undefined>(
      (newest, each) => (newest && newest.release > each.release ? newest : each),
      undefined,
    );
}

/** The release that a publication would put before readers: the newest, where they have another. */
export function findReady(page: Pick<ClosingPage, 'releases' | 'present'>): ReleaseRow | undefined {
  const newest = findNewest(page);
  return newest && newest.release !== page.present ? newest : undefined;
}

/** Items that the newest decisions leave out, `item@version`, ascending. */
export function listHeldOut(decisions: readonly HoldOut[]): string[] {
  const newest = new Map<string, HoldOut>();
  for (const decision of decisions) {
    const id = nameVersion(decision);
    const known = newest.get(id);
    if (!known || decision.at > known.at) newest.set(id, decision);
  }
  return [...newest].flatMap(([id, { out }]) => (out ? [id] : [])).sort();
}

/** Decisions that no complete release has taken in yet: how many items they move. */
export function countUntaken(page: Pick<ClosingPage, 'releases' | 'decisions'>): number {
  const taken = findNewest(page)?.heldOut ?? [];
  const wanted = listHeldOut(page.decisions);
  const lacksIn = (ids: string[]) => (id: string) => !ids.includes(id);
  return taken.filter(lacksIn(wanted)).length + wanted.filter(lacksIn(taken)).length;
}

export function nameVersion({ item, version }: { item: string; version: number }): string {
  return `${item}@${String(version)}`;
}

interface StepAt {
  step: StepName;
  state: 'done' | 'now' | 'ahead';
  /** Of the step at work. */
  part: { done: number; of: number } | undefined;
}

/** Every step of a closing with where it stands; one that failed stands at the step it reached. */
export function listSteps(closing: Closing): StepAt[] {
  const done = new Set(closing.records.map(({ step }) => step));
  const now = closing.at?.step ?? STEPS.find((step) => !done.has(step));
  return STEPS.map((step) => {
    if (closing.state === 'done' || (done.has(step) && step !== now))
      return { step, state: 'done', part: undefined };
    if (step !== now) return { step, state: 'ahead', part: undefined };
    const { at } = closing;
    return { step, state: 'now', part: at ? { done: at.done, of: at.of } : undefined };
  });
}
