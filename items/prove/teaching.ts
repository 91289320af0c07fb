import type { Key } from '../../scoring/wire/key.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { Entry } from '../bank.ts';
import { repetitionFaults } from './repetition.ts';
import { type Limit, oneText } from './text.ts';

const LIMIT: Limit = { han: 60, words: 40 };

/** Is what the key says to a teacher short, in both languages, and a sentence each? */
export function teachingFaults({ teaching }: Key): string[] {
  return Object.entries(teaching).flatMap(([name, text]) => [
    ...oneText(`teaching.${name}`, text, LIMIT),
    ...sentenceFaults(`teaching.${name}`, text),
  ]);
}

/** What a teacher reads of two items cannot be about the very mistakes of either. */
export function sharedTeachingFaults(entries: readonly Entry[]): string[] {
  return repetitionFaults(entries, 'words for teachers', ({ key }) =>
    Object.values(key.teaching).flatMap((text) => Object.values(text)),
  );
}

/** One sentence each, so that three of them are read. */
function sentenceFaults(name: string, text: Text): string[] {
  const zh = text['zh-TW'].trim();
  const en = text.en.trim();
  return [
    ...(/^[^。！？]+[。！？][」』]?$/u.test(zh) ? [] : [`${name} (zh-TW) is not one sentence`]),
    ...(/^(?:[^.!?]|[.!?](?=\w))+[.!?]["”’]?$/u.test(en)
      ? []
      : [`${name} (en) is not one sentence`]),
  ];
}
