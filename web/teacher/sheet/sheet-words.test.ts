import { expect, test } from 'vitest';
import kitEn from '../../kit/messages/kit.en.json' with { type: 'json' };
import kitZh from '../../kit/messages/kit.zh-TW.json' with { type: 'json' };
import studentEn from '../../kit/messages/student.en.json' with { type: 'json' };
import studentZh from '../../kit/messages/student.zh-TW.json' with { type: 'json' };
import teacherEn from '../../kit/messages/teacher.en.json' with { type: 'json' };
import teacherZh from '../../kit/messages/teacher.zh-TW.json' with { type: 'json' };

/** What the sheet quotes and no screen says. */
const SPOKEN = ['請照你的想法做。', 'Please do it as you think best.'];

test.each([
  ['zh-TW', /「([^」]+)」/g, [kitZh, studentZh, teacherZh]],
  ['en', /“([^”]+)”/g, [kitEn, studentEn, teacherEn]],
] as const)('each button and line that the sheet names is on a screen: %s', (_, quote, files) => {
  const words = files.flatMap((file) => Object.entries<unknown>(file));
  const onScreen = words
    .filter(([key]) => !key.startsWith('teacher_sheet'))
    .map(([, text]) => text);
  const quoted = words
    .filter(([key]) => key.startsWith('teacher_sheet'))
    .flatMap(([, text]) => [...String(text).matchAll(quote)].map((match) => match[1] ?? ''))
    .filter((text) => !SPOKEN.includes(text));
  expect(quoted.length).toBeGreaterThan(12);
  const said = (text: string) => onScreen.some((line) => String(line).includes(text));
  expect(quoted.filter((text) => !said(text))).toEqual([]);
});
