import * as v from 'valibot';

/** A sentence in both languages of the product; Traditional Chinese is the original. */
export const Text = v.strictObject({
  'zh-TW': v.pipe(v.string(), v.minLength(1), v.maxLength(2000)),
  en: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)),
});
export type Text = v.InferOutput<typeof Text>;

/** The two languages, in the order in which they are offered. */
export const LOCALES = ['zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
