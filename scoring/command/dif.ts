import { LEAST_GROUP, findDif } from '../calibrate/dif.ts';
import type { Command } from './command.ts';
import { DataFault } from './fault.ts';
import { GROUP, getWord, listOthers } from './option.ts';
import { readResponses } from './table.ts';

/** In `findDif`: the reference group, the focal one, and who is in neither. */
const [REFERENCE, FOCAL, NEITHER] = [0, 1, 2];

export const dif: Command = {
  about: 'items that treat a group otherwise than others of equal score',
  usage: 'dif FILE --by COLUMN --focal VALUE [--purify] [--group A,B]',
  files: ['FILE'],
  prints: `  items        chi2, p: Mantel-Haenszel with continuity correction, Mantel for several categories
               alpha: common odds ratio (Liu-Agresti for several); above 1 favours the reference
               delta: −2.35·ln(alpha), ETS's scale; negative favours the reference
               ets: A, B or C · uniformP, crossingP: likelihood ratio tests of (ordinal) logistic
               regression · nReference, nFocal: rows compared
               tested: false where a group has fewer than 200, which is described and not tested:
               read its chi2, p and ets as a check of the arithmetic only
  Rows are matched on the total of the same items administered, the studied one in it. --purify:
  items with p < .05 leave the total, again until nothing changes (10 rounds at most).`,
  options: {
    by: { type: 'string', help: 'the column of groups; who has no value takes no part' },
    focal: { type: 'string', help: 'the focal group; all others are the reference' },
    purify: { type: 'boolean', help: 'match on the items that are not flagged' },
    group: GROUP,
  },
  run({ files: [text = ''], values, tell }) {
    const by = getWord(values, 'by');
    const focal = getWord(values, 'focal');
    const { matrix, columns } = readResponses(text, listOthers(values, [by]));
    tell(`${matrix.ids.length} rows`);
    const named = columns.get(by) ?? [];
    if (!named.includes(focal)) throw new DataFault(`nobody's ${by} is "${focal}"`);
    const group = Uint8Array.from(named, (value) =>
      value === focal ? FOCAL : value === '' ? NEITHER : REFERENCE,
    );
    const purify = values['purify'] === true;
    // The figures are printed for a check against R whatever the size; `tested` says what they are.
    const items = findDif({ matrix, group, purify, least: 0 }).map((item) => ({
      ...item,
      tested: Math.min(item.nReference, item.nFocal) >= LEAST_GROUP,
    }));
    return { printed: { items } };
  },
};
