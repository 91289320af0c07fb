import type { Names } from '../../../scoring/wire/item.ts';
import { getLocale } from '../paraglide/runtime.js';

/** What the item calls a variable, a list, a function or an event; its id where the item says nothing. */
export function sayName(
  names: Names | undefined,
  group: 'variables' | 'lists' | 'functions' | 'events',
  id: string,
): string {
  return names?.[group].find((named) => named.id === id)?.text[getLocale()] ?? id;
}
