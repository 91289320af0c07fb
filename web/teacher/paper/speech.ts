import type { Locale } from '../../../scoring/wire/text.ts';
import type { Labels } from '../../kit/blocks/definitions.ts';

const loaders = {
  'zh-TW': () => import('../../kit/blocks/words-zh.ts'),
  en: () => import('../../kit/blocks/words-en.ts'),
};

/** What blocks say in that language, and none of the machinery that draws them. */
export async function loadLabels(locale: Locale): Promise<Labels> {
  return (await loaders[locale]()).LABELS;
}
