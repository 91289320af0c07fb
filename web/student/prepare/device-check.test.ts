import { expect, test } from 'vitest';
import { isTaiwanese } from './device-check.ts';

test.each([
  ['zh-TW', true],
  ['zh_TW', true],
  ['cmn-Hant-TW', true],
  ['cmn-TW', true],
  ['zh-Hant', true],
  ['zh-TW-x-local', true],
  ['zh-CN', false],
  ['zh-HK', false],
  ['yue-Hant-HK', false],
  ['en-US', false],
])('a voice for %s reads the tasks aloud: %s', (lang, reads) => {
  expect(isTaiwanese(lang)).toBe(reads);
});
