import type { Key } from '../../scoring/wire/key.ts';
import type { Text } from '../../scoring/wire/text.ts';
import { type Limit, oneText } from './text.ts';

const LIMIT: Limit = { han: 60, words: 40 };

/** Does the key say how long the item takes, and to a teacher what it is about? */
export function forecastFaults({ time, teaching }: Key): string[] {
  const texts = teaching ? Object.entries(teaching) : [];
  return [
    ...(time ? [] : ['says no time']),
    ...(teaching ? [] : ['says nothing to the teacher']),
    ...texts.flatMap(([name, text]) => [
      ...oneText(`teaching.${name}`, text, LIMIT),
      ...sentenceFaults(`teaching.${name}`, text),
    ]),
  ];
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
