import type { Locale, Text } from '../../scoring/wire/text.ts';
import { baseLocale, getLocale, overwriteGetLocale, setLocale } from './paraglide/runtime.js';

let current = $state<Locale>(findKept());
// Every message asks for the locale when it is called, so a page that shows messages follows the
// choice at once, with nothing mounted again and no work disturbed.
overwriteGetLocale(() => current);
nameLocale();

export function readLocale(): Locale {
  return current;
}

export function chooseLocale(locale: Locale): void {
  try {
    void setLocale(locale, { reload: false });
  } catch {
    // A browser that keeps nothing still shows it until the page is left.
  }
  current = locale;
  nameLocale();
}

function findKept(): Locale {
  try {
    return getLocale();
  } catch {
    return baseLocale;
  }
}

/** The sentence in the language that is being read. */
export function say(text: Text): string {
  return text[current];
}

/** The language's name for a `lang` attribute. */
export function tagLocale(): string {
  return current === 'zh-TW' ? 'zh-Hant-TW' : 'en';
}

function nameLocale(): void {
  document.documentElement.lang = tagLocale();
}
