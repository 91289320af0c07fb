import type { Locale, Text } from '../../scoring/wire/text.ts';
import { getLocale, overwriteGetLocale, setLocale } from './paraglide/runtime.js';

let current = $state<Locale>(getLocale());
// Every message asks for the locale when it is called, so a page that shows messages follows the
// choice at once, with nothing mounted again and no work disturbed.
overwriteGetLocale(() => current);
nameLocale();

export function readLocale(): Locale {
  return current;
}

export function chooseLocale(locale: Locale): void {
  void setLocale(locale, { reload: false });
  current = locale;
  nameLocale();
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
