import { type BlockField, type BlockSpec, findSpec } from '../../../scoring/wire/block.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type { Block } from '../../../scoring/wire/program.ts';
import type { Locale } from '../../../scoring/wire/text.ts';
import type { Labels } from '../../kit/blocks/definitions.ts';
import { SIGNS } from '../../kit/signs.ts';

/** What blocks say in the language that is printed, and what the item's names are called in it. */
export interface Speech {
  labels: Labels;
  locale: Locale;
  names: Names | undefined;
  /** What a number is called that a pupil writes. */
  number: string;
}

/** Does this field or socket stand open, to be filled in by hand? */
export type IsOpen = (block: Block, place: string) => boolean;

const GAP = '____';

/** How a language sets off a condition, a choice, a name and a sum inside a block. */
const MARKS = {
  'zh-TW': { condition: '〈〉', choice: '［］', or: '／', name: '「」', sum: '（）' },
  en: { condition: '[]', choice: '()', or: ' / ', name: '“”', sum: '()' },
} as const;

/**
 * What a block says on paper, its open places as gaps: its head, and what stands between one mouth
 * and the next.
 */
export function spellBlock(block: Block, speech: Speech, isOpen: IsOpen): [string, ...string[]] {
  const spec = findSpec(block.type);
  if (!spec) return [block.type];
  if (block.type === 'number' && block.fields?.['NUM'] === undefined)
    return [`${speech.number} ${GAP}`];
  const [label = '', ...further] = sayLabel(block.type, speech).split('|');
  const head = label
    .split(/(%\d)/)
    .map((part) =>
      part.startsWith('%')
        ? spellPlace(block, spec, Number(part[1]) - 1, { speech, isOpen })
        : part,
    );
  return [tidy(head.join('')), ...further];
}

/** The field or socket for which a `%n` of the label stands. */
function spellPlace(
  block: Block,
  { fields, sockets }: BlockSpec,
  at: number,
  { speech, isOpen }: { speech: Speech; isOpen: IsOpen },
): string {
  const field = fields[at];
  if (field) return spellField(block, field, speech, isOpen);
  const place = at - fields.length;
  const socket = sockets[place];
  if (!socket) return '';
  const said = block.type.startsWith('call') ? sayParameter(block, place, speech) : '';
  return said + spellSocket(block, socket, speech, isOpen);
}

/** Chinese marks bring their own space. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?([「〈（［]) ?/g, '$1')
    .replace(/ ?([」〉）］]) ?/g, '$1')
    .trim();
}

function mark(kind: keyof (typeof MARKS)['en'], text: string, { locale }: Speech): string {
  const [open = '', close = ''] = MARKS[locale][kind];
  return open + text + close;
}

function sayLabel(type: string, { labels }: Speech): string {
  return (labels as Readonly<Record<string, string | undefined>>)[type] ?? type;
}

function spellSocket(
  block: Block,
  { name, takes }: BlockSpec['sockets'][number],
  speech: Speech,
  isOpen: IsOpen,
): string {
  const { block: inner, shadow } = block.inputs?.[name] ?? {};
  const held = inner ?? shadow;
  if (!held || isOpen(block, name))
    return takes === 'condition' ? mark('condition', GAP, speech) : GAP;
  const [said] = spellBlock(held, speech, isOpen);
  if (takes === 'condition') return mark('condition', said, speech);
  return held.inputs ? mark('sum', said, speech) : said;
}

function spellField(block: Block, field: BlockField, speech: Speech, isOpen: IsOpen): string {
  const value = block.fields?.[field.name];
  const choices = listChoices(field, block, speech);
  if (value !== undefined && !isOpen(block, field.name)) {
    return choices?.find(({ id }) => id === value)?.said ?? String(value);
  }
  if (!choices) return GAP;
  const said = choices.map((choice) => choice.said);
  if (said.length === 1) return said.join('');
  return mark('choice', said.join(MARKS[speech.locale].or), speech);
}

/** What may stand in a field that offers a choice; undefined where a number is written. */
function listChoices(
  { of, options = [] }: BlockField,
  block: Block,
  speech: Speech,
): { id: string; said: string }[] | undefined {
  if (of === 'times' || of === 'number') return undefined;
  if (of === 'choice')
    return options.map((id) => ({ id, said: SIGNS[id] ?? sayLabel(id, speech) }));
  return listNames(of, block.type, speech.names).map(({ id, text }) => ({
    id,
    said: mark('name', text[speech.locale], speech),
  }));
}

/** The item's names of which a field of a block of this type holds one. */
export function listNames(
  of: Exclude<BlockField['of'], 'times' | 'number' | 'choice'>,
  type: string,
  names: Names | undefined,
): Names['events'] {
  const { variables = [], lists = [], events = [], functions = [] } = names ?? {};
  return {
    variable: variables,
    list: lists,
    event: events,
    function: functions.filter(({ parameters }) => parameters.length === countPlaces(type)),
    parameter: functions.flatMap(({ parameters }) => parameters),
  }[of];
}

function sayParameter(block: Block, at: number, { names, locale }: Speech): string {
  const called = names?.functions.find(({ id }) => id === block.fields?.['NAME']);
  const parameter = called?.parameters[at]?.text[locale];
  return parameter === undefined ? '' : `${parameter} `;
}

function countPlaces(type: string): number {
  return Number(/\d/.exec(type)?.[0] ?? 0);
}
