/** A table of words: its head, and a row for each line. */
export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The table in Markdown, not aligned yet. */
export function renderTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * `text` with `content` between the marks `<!-- begin NAME -->` and `<!-- end NAME -->`. Throws
 * RangeError where the marks are not there, once each and in order.
 */
export function replacePart(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [before, rest, ...more] = text.split(begin);
  const [, after, ...others] = (rest ?? '').split(end);
  if (before === undefined || after === undefined || more.length + others.length > 0) {
    throw new RangeError(`no ${begin} … ${end}`);
  }
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
