import { codeForAbility } from '../calibrate/matrix.ts';
import { drawSpChart } from '../calibrate/sp-chart.ts';
import type { Command } from './command.ts';
import { DataFault } from './fault.ts';
import { GROUP, findWord, listOthers, readNumber } from './option.ts';
import { readResponses } from './table.ts';

/** Of the simulation that D* is measured against, where none is named. */
const SEED = 1;
/** The generator takes 32 bits and would cut the rest off. */
const MOST_SEED = 2 ** 31 - 1;

export const sp: Command = {
  about: 'S-P chart with caution indices, in the order of the chart',
  usage: 'sp FILE [--seed N] [--group A,B]',
  files: ['FILE'],
  prints: `  rows         in chart order (score, then who failed the harder items, then id): score, the number
               of items solved · cs, Sato's caution index 1 − cov(x, p)/cov(x*, p), null for all or
               none · cell, a, b, c for 75 % and 50 % solved, with -look where cs ≥ .50
  items        in chart order: correct, the number of rows that solved it · cp, its caution index
  dStar        area between the curves by its expectation in tables by chance
  Solved is the highest category of the item in the FILE. Every cell must be administered. -look is
  a call to look at a pattern and no verdict: of 30 rows by 18 items that fit a 2PL perfectly, 42 %
  have it.`,
  options: {
    seed: { type: 'string', help: `of the simulation behind D* (${SEED})` },
    group: GROUP,
  },
  run({ files: [text = ''], values, tell }) {
    const { matrix } = readResponses(text, listOthers(values));
    const { ids, items } = matrix;
    tell(`${ids.length} rows`);
    const cells = codeForAbility(matrix);
    const hole = cells.findIndex((cell) => cell < 0);
    if (hole >= 0) {
      const row = Math.floor(hole / items.length);
      const item = items[hole % items.length]?.id ?? '';
      throw new DataFault(`${ids[row] ?? ''} was not given ${item}: a chart needs every cell`);
    }
    // A file does not say at which credit an item is solved: full credit it is.
    const solved = Uint8Array.from(cells, (cell, at) => {
      const full = items[at % items.length]?.max ?? 0;
      return Number(full > 0 && cell === full);
    });
    const chart = drawSpChart({
      ids,
      items: items.map(({ id }) => id),
      solved,
      seed: readSeed(findWord(values, 'seed')),
    });
    return {
      printed: {
        rows: chart.rows.map(({ id, score, cs, cell }) => ({ id, score, cs, cell })),
        items: chart.items.map(({ id, correct, cp }) => ({ id, correct, cp })),
        dStar: chart.dStar,
      },
    };
  },
};

function readSeed(word: string | undefined): number {
  const seed = word === undefined ? SEED : readNumber(word, 'seed');
  if (!Number.isInteger(seed) || Math.abs(seed) > MOST_SEED)
    throw new DataFault(`--seed is a whole number of at most ${MOST_SEED}, not ${seed}`);
  return seed;
}
