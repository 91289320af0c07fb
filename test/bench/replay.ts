import { simulatePupil } from '../../items/demo/pupil.ts';
import { freeze } from '../../items/demo/files.ts';
import { composeForm } from '../../items/seal.ts';
import { link } from '../../scoring/journal/chain.ts';
import { replay } from '../../scoring/journal/replay.ts';
import { type Line, median } from './figure.ts';

const EVENTS = 1_000;
const ROUNDS = 7;

/** Replaying an attempt of 1,000 events, beside merely parsing its lines as JSON. */
export function benchReplay(): Line[] {
  const lines = longAttempt();
  const parse = () => lines.map((line) => JSON.parse(line) as unknown);
  const fold = () => replay(lines);
  const chain = () => lines.reduce(link, '0'.repeat(64));
  const ms = compare([parse, fold, chain]);
  const [parsed = Number.NaN, folded = Number.NaN, chained = Number.NaN] = ms;
  const beside = (value: number) => `${(value / parsed).toFixed(1)} × JSON.parse of the same`;
  return [
    { name: 'replay of 1,000 events', figure: `${folded.toFixed(1)} ms`, ratio: beside(folded) },
    {
      name: 'hash chain of 1,000 events',
      figure: `${chained.toFixed(1)} ms`,
      ratio: beside(chained),
    },
  ];
}

/** Lines of several simulated pupils, joined: replay does not look at their numbers. */
function longAttempt(): string[] {
  const form = freeze(composeForm('g6-a'));
  const lines: string[] = [];
  for (let at = 0; lines.length < EVENTS; at += 1) {
    const { batches } = simulatePupil(
      {
        seed: 'bench',
        enrolment: `${at}`,
        card: '',
        ability: 0,
        tries: true,
        opensAt: 0,
        outage: 0,
      },
      form,
    );
    const journal = batches.flatMap((batch) => batch.lines);
    lines.push(...journal.filter((line) => !/"type":"(start|handin)"/.test(line)));
  }
  return lines.slice(0, EVENTS);
}

/** Median ms of each work, all of them in turn in each round. */
function compare(works: (() => unknown)[]): number[] {
  const spent = works.map((): number[] => []);
  for (let round = 0; round < ROUNDS + 2; round += 1) {
    works.forEach((work, at) => {
      const since = performance.now();
      work();
      // The first rounds warm up.
      if (round >= 2) spent[at]?.push(performance.now() - since);
    });
  }
  return spent.map(median);
}
