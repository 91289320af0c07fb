import { randomBytes, randomUUID } from 'node:crypto';
import { median, timed } from '../bench/figure.ts';
import type { DemoSitting } from '../../items/demo/sitting.ts';
import { Tally } from './tally.ts';
import type { Wire } from './wire.ts';

const ROUNDS = 5;
/** Cards of a round by which the ratio is taken. */
const BLOCK = 500;

/** How a whole city's sign-in went. */
export interface Start {
  cards: number;
  /** Everybody at once, nothing warm. */
  seconds: number;
  /** Speed as a share of that of as many bare requests: blocks of both alternate, median of five. */
  ratio: number;
  tally: Tally;
}

/**
 * Everybody shows their card at one moment: entry, then the binding of a new attempt, for each card
 * of `sittings`. Then the ratio, over some of them.
 */
export async function signAllIn(wire: Wire, sittings: DemoSitting[]): Promise<Start> {
  const cards = sittings.flatMap(({ plan }) =>
    plan.cards.map(({ card }) => ({ sitting: plan.code, card })),
  );
  const tally = new Tally();
  const enter = (shown: typeof cards, into: Tally) =>
    timed(() => Promise.all(shown.map(({ sitting, card }) => signIn(wire, into, sitting, card))));
  const ms = await enter(cards, tally);
  const block = cards.slice(0, BLOCK);
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await enter(block, new Tally());
    const bare = await timed(() =>
      Promise.all(block.flatMap(() => [wire.send('/api/health'), wire.send('/api/health')])),
    );
    ratios.push(bare / ours);
  }
  return { cards: cards.length, seconds: ms / 1000, ratio: median(ratios), tally };
}

async function signIn(wire: Wire, tally: Tally, sitting: string, card: string): Promise<void> {
  const path = `/api/v1/sittings/${sitting}`;
  const since = performance.now();
  const entered = await wire.send(`${path}/entry`, { card });
  tally.note({ ...entered, ms: 0 }, { isTimed: false });
  const binding = {
    protocol: 1,
    attempt: randomUUID(),
    secret: randomBytes(16).toString('hex'),
    card,
  };
  const bound = await wire.send(`${path}/attempts`, binding);
  tally.note({ ...bound, ms: performance.now() - since }, { isTimed: true });
}
