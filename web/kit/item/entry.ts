/** A field as it stands: empty, a number, or nothing that could be one. */
export type Entry = { is: 'empty' } | { is: 'number'; value: number } | { is: 'bad' | 'too-large' };

const LARGEST = 999_999;

/** Reads a whole number as pupils type it: full-width digits, any minus, spaces around. */
export function readEntry(text: string): Entry {
  const typed = text
    .normalize('NFKC')
    .replace(/[−–—ー]/g, '-')
    .replace(/\s/g, '');
  if (typed === '') return { is: 'empty' };
  if (!/^[+-]?\d+$/.test(typed)) return { is: 'bad' };
  // Minus nought is nought.
  const value = Number(typed) || 0;
  return Math.abs(value) > LARGEST ? { is: 'too-large' } : { is: 'number', value };
}
