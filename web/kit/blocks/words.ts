import * as Blockly from 'blockly/core';
import { getLocale } from '../paraglide/runtime.js';
import { defineBlocks } from './definitions.ts';

const loaders = {
  'zh-TW': async () => {
    const [words, { SPOKEN_ZH }] = await Promise.all([
      import('blockly/msg/zh-hant'),
      import('./spoken-zh.ts'),
    ]);
    return { ...words, ...SPOKEN_ZH };
  },
  en: async () => ({ ...(await import('blockly/msg/en')) }),
};

/** Loads Blockly's own words and ours in the language that is being read. */
export async function loadBlockWords(): Promise<void> {
  const locale = getLocale();
  const words = await loaders[locale]();
  // A later choice has overtaken this one.
  if (locale !== getLocale()) return;
  Blockly.setLocale(words as unknown as Record<string, string>);
  defineBlocks();
}
