import { readClosing } from '../close/file.ts';
import { recordSteps } from '../close/record.ts';
import { getValue } from '../close/results.ts';
import { runClosing } from '../close/run.ts';
import { WORK } from '../close/work.ts';
import type { Command } from './command.ts';

export const close: Command = {
  about: 'a campaign’s close over a file: every document of its release',
  usage: 'close INPUT.json',
  files: ['INPUT.json'],
  prints: `  documents    { scope: city or school, scopeId, report }, as the platform publishes them
  scale        the version of the scale that the release makes; null where none was made
  past         what the closes of later years read of this one; null without a scale
  records      by step: hashes of what it read and of what it came to, versions, seed, and why it was
               skipped where it was`,
  options: {},
  run({ files: [text = ''], tell }) {
    const input = readClosing(text);
    const results = runClosing(input, ({ step, done, of }) => {
      tell(`${step} ${done}/${of}`);
    });
    const { documents, scale, past } = getValue(results.documents, 'documents');
    return { printed: { documents, scale, past, records: recordSteps(input, results, WORK) } };
  },
};
