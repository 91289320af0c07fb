import * as Blockly from 'blockly/core';
import { getLocale } from '../paraglide/runtime.js';
import { defineBlocks } from './definitions.ts';

const loaders = {
  'zh-TW': () => import('./words-zh.ts'),
  en: () => import('./words-en.ts'),
};

/** Loads Blockly's own words and defines our blocks in the language that is being read. */
export async function loadBlockWords(): Promise<void> {
  const locale = getLocale();
  const { WORDS, LABELS } = await loaders[locale]();
  // A later choice has overtaken this one.
  if (locale !== getLocale()) return;
  Blockly.setLocale(WORDS);
  defineBlocks(LABELS);
}
