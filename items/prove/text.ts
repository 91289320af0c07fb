import type { Item } from '../../scoring/wire/item.ts';
import type { Text } from '../../scoring/wire/text.ts';
import { CODES } from './code.ts';
import { listOptions } from './option.ts';

/** Most Chinese characters, and most English words, of one piece of text. */
export interface Limit {
  han: number;
  words: number;
}

const TITLE: Limit = { han: 10, words: 6 };
const STORY: Limit = { han: 90, words: 60 };
const SENTENCE: Limit = { han: 22, words: 20 };
const OPTION: Limit = { han: 20, words: 12 };
const ALT: Limit = { han: 60, words: 40 };
/** Beside a field in which a number is entered, and its unit. */
const LABEL: Limit = { han: 16, words: 10 };
const UNIT: Limit = { han: 4, words: 3 };
/** What stands on a block or at the edge of a board. */
const NAME: Limit = { han: 6, words: 3 };
/** The story of an item on a form for grade 6 and below. */
export const YOUNG_STORY: Limit = { han: 60, words: 50 };

/** Words of other Chinese-speaking places, and the one that pupils here read. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['程序', '程式'],
  ['循環', '重複'],
  ['屏幕', '螢幕'],
  ['網絡', '網路'],
  ['數據', '資料'],
  ['信息', '訊息'],
  ['塊積木', '個積木'],
];

/** What is wrong with an item's words and curriculum codes. */
export function textFaults(item: Item): string[] {
  return [
    ...oneText('title', item.title, TITLE),
    ...oneText('story', item.story, STORY),
    ...[item.title, item.story].flatMap((text) => spokenFaults(text)),
    ...sentences(item.story),
    ...listTexts(item).flatMap(([name, text, limit]) => oneText(name, text, limit)),
    ...item.codes
      .filter((code) => !CODES.includes(code))
      .map((code) => `code "${code}" is not one that the bank covers`),
    ...(new Set(item.codes).size < item.codes.length ? ['a curriculum code stands twice'] : []),
  ];
}

/** All words of an item beside its title and story. */
function listTexts(item: Item): [string, Text, Limit][] {
  const options = listOptions(item);
  const pictures = [item.picture, ...options.map(({ picture }) => picture)];
  const fields = item.type === 'number' ? item.fields : item.type === 'trace' ? item.asks : [];
  return [
    ...options.map(({ id, text }): [string, Text, Limit] => [`option ${id}`, text, OPTION]),
    ...pictures.flatMap((picture): [string, Text, Limit][] =>
      picture ? [[`alt of ${picture.file}`, picture.alt, ALT]] : [],
    ),
    ...(fields ?? []).flatMap(({ label, unit }, at): [string, Text, Limit][] => [
      [`label ${at + 1}`, label, LABEL],
      ...(unit ? [[`unit ${at + 1}`, unit, UNIT] as [string, Text, Limit]] : []),
    ]),
    ...listNames(item),
    ...listLabels(item),
  ];
}

function listNames({ names }: Item): [string, Text, Limit][] {
  const { variables = [], lists = [], functions = [], events = [] } = names ?? {};
  const parameters = functions.flatMap((one) => one.parameters);
  return [...variables, ...lists, ...functions, ...parameters, ...events].map(({ id, text }) => [
    `name ${id}`,
    text,
    NAME,
  ]);
}

function listLabels(item: Item): [string, Text, Limit][] {
  if (item.type !== 'grid') return [];
  const { columnLabels = [], rowLabels = [] } = item.board;
  return [...columnLabels, ...rowLabels].map((text, at) => [`board label ${at + 1}`, text, NAME]);
}

/** Is `text` longer than `limit` in either language? The reasons, each with both figures. */
export function lengthFaults(name: string, text: Text, limit: Limit): string[] {
  const han = countHan(text['zh-TW']);
  const words = countWords(text.en);
  return [
    ...(han > limit.han ? [`${name} (zh-TW) has ${han} characters, at most ${limit.han}`] : []),
    ...(words > limit.words ? [`${name} (en) has ${words} words, at most ${limit.words}`] : []),
  ];
}

/** What is wrong with one piece of text that is no more than `limit`. */
export function oneText(name: string, text: Text, limit: Limit): string[] {
  const zh = text['zh-TW'];
  const foreign = FOREIGN.filter(([word]) => zh.includes(word));
  // Signs, figures and single letters are the same in both languages.
  const isEnglish = countHan(zh) === 0 && /[a-z]{2}/i.test(zh);
  return [
    ...lengthFaults(name, text, limit),
    ...(isEnglish ? [`${name} (zh-TW) is not in Chinese`] : []),
    ...(countHan(text.en) > 0 ? [`${name} (en) is not in English`] : []),
    ...(/\p{Script=Han}\s*[,.!?;:]/u.test(zh)
      ? [`${name} (zh-TW) has half-width punctuation`]
      : []),
    ...foreign.map(([word, ours]) => `${name} (zh-TW) says ${word}; pupils here say ${ours}`),
  ];
}

/** What is read aloud needs words, not signs alone. */
function spokenFaults(text: Text): string[] {
  const silent = countHan(text['zh-TW']) === 0 && !/[a-z]{2}/i.test(text['zh-TW']);
  return silent ? ['the title or the story has no words'] : [];
}

function sentences(story: Text): string[] {
  const zh = story['zh-TW'].split(/[。！？；]/u);
  const en = story.en.split(/[.!?;](?:\s|$)/u);
  return [
    ...zh.filter((sentence) => countHan(sentence) > SENTENCE.han),
    ...en.filter((sentence) => countWords(sentence) > SENTENCE.words),
  ].map((sentence) => `story has a long sentence: "${sentence.trim()}"`);
}

function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}’'-]+/gu)?.length ?? 0;
}
