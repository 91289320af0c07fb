import type { Chance } from './chance.ts';

/** The common ones first: an earlier one is drawn more often. */
const SURNAMES = '陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高'.split('');
const FIRST = '望聽曉子宥思沐芷品承宇柏心語若亦采澄星海'.split('');
const SECOND = '潮帆嵐汐晴舟嶼安恩晨霖瀚澄祐寧涵樂浪航渝'.split('');

/** A made-up name of a pupil, of the kind that class lists hold. */
export function drawName(chance: Chance): string {
  const surname = SURNAMES[Math.floor(chance.uniform() ** 2 * SURNAMES.length)] ?? '林';
  const first = chance.pick(FIRST);
  const second = chance.pick(SECOND.filter((sign) => sign !== first));
  return surname + first + second;
}
