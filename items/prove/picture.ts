import type { Entry } from '../bank.ts';
import { listOptions } from './option.ts';
import { listWorlds } from './program.ts';

const MOST_BYTES = 4096;

/** What a picture may not hold: it is drawn inside a page with a strict content policy. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/<script/i, 'a script'],
  [/\son[a-z]+\s*=/i, 'an event handler'],
  [/<style|\sstyle\s*=/i, 'style'],
  [/href\s*=|url\(|<image|<use/i, 'a reference'],
  [/<foreignObject/i, 'foreign content'],
  [/<!/, 'a declaration or comment'],
];

/** What is wrong with the SVG files of an item and with what points to them. */
export function pictureFaults({ item, pictures }: Entry): string[] {
  const all = [item.picture, ...listOptions(item).map(({ picture }) => picture)];
  const named = all.flatMap((picture) => (picture ? [picture.file] : []));
  const missing = named.filter((file) => !(file in pictures));
  const spare = Object.keys(pictures).filter((file) => !named.includes(file));
  return [
    ...(named.length > 0 || listWorlds(item).length > 0 || item.type === 'grid'
      ? []
      : ['shows neither a world nor a picture']),
    ...missing.map((file) => `${file} is named but missing`),
    ...spare.map((file) => `${file} is not used by item.json`),
    ...Object.entries(pictures).flatMap(([file, svg]) => drawingFaults(file, svg)),
  ];
}

function drawingFaults(file: string, svg: string): string[] {
  const bytes = new TextEncoder().encode(svg).length;
  const found = FORBIDDEN.filter(([pattern]) => pattern.test(svg));
  return [
    ...(bytes > MOST_BYTES ? [`${file} has ${bytes} bytes, at most ${MOST_BYTES}`] : []),
    ...(/^<svg [^>]*viewBox="[\d. -]+"/.test(svg) ? [] : [`${file} is no <svg> with a viewBox`]),
    ...(isBalanced(svg) ? [] : [`${file} has a tag that is not closed`]),
    ...found.map(([, what]) => `${file} holds ${what}`),
  ];
}

function isBalanced(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name = '', self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name);
  }
  return open.length === 0;
}
