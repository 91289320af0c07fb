import { readClosing } from '../close/file.ts';
import { runClosing } from '../close/run.ts';
import type { Command } from './command.ts';

export const close: Command = {
  about: 'a campaign’s close over a file: every document of its release',
  usage: 'close INPUT.json',
  files: ['INPUT.json'],
  prints: `  a list of { scope: city or school, scopeId, report }, as the platform publishes them`,
  options: {},
  run({ files: [text = ''], tell }) {
    const results = runClosing(readClosing(text), ({ step, done, of }) => {
      tell(`${step} ${done}/${of}`);
    });
    return { printed: results.documents };
  },
};
