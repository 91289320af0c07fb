import type { Key } from '../../scoring/wire/key.ts';

/** What a new key says of difficulty, time and teaching: to be thought through and replaced. */
export function makeForecast(
  p: number,
  reason: string,
): Pick<Key, 'difficulty' | 'time' | 'teaching'> {
  return {
    difficulty: { grade: 6, p, reason },
    time: { seconds: 60, reason: 'A short story, and a few steps to look at.' },
    teaching: {
      measures: {
        'zh-TW': '這一題看學生能不能照規則一步一步做完。',
        en: 'The item measures whether pupils can follow a rule step by step to its end.',
      },
      tempting: {
        'zh-TW': '有些學生只看前幾步，或是左右分不清楚。',
        en: 'Some pupils look at the first steps only, or take left for right.',
      },
      next: {
        'zh-TW': '請兩人一組，一人念步驟，一人在方格紙上照著走。',
        en: 'In pairs, one pupil reads out steps and the other walks them on squared paper.',
      },
    },
  };
}
