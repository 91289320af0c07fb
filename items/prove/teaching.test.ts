import { describe, expect, test } from 'vitest';
import type { Teaching } from '../../scoring/wire/teaching.ts';
import { makeTemplate } from '../template/template.ts';
import { teachingFaults } from './teaching.ts';

const rows: [string, (teaching: Teaching) => void, string[]][] = [
  ['that is complete', () => undefined, []],
  [
    'two sentences in Chinese',
    (teaching) => (teaching.next['zh-TW'] = '先走。再畫。'),
    ['teaching.next (zh-TW) is not one sentence'],
  ],
  [
    'a sentence without an end',
    (teaching) => (teaching.next['zh-TW'] = '先走再畫'),
    ['teaching.next (zh-TW) is not one sentence'],
  ],
  [
    'two sentences in English',
    (teaching) => (teaching.tempting.en = 'They walk. They draw.'),
    ['teaching.tempting (en) is not one sentence'],
  ],
  [
    'a figure with a point, a question in quotation marks',
    (teaching) => (teaching.next.en = 'Walk 1.5 squares and ask “Where am I?”'),
    [],
  ],
  [
    'long in Chinese',
    (teaching) => (teaching.measures['zh-TW'] = `${'海'.repeat(61)}。`),
    ['teaching.measures (zh-TW) has 61 characters, at most 60'],
  ],
  [
    'long in English',
    (teaching) => (teaching.measures.en = `${'sea '.repeat(41)}.`),
    ['teaching.measures (en) has 41 words, at most 40'],
  ],
];

describe('what a key says to the teacher', () => {
  test.each(rows)('%s', (_, spoil, faults) => {
    const { key } = makeTemplate({ id: 'some-item', type: 'choice', world: 'grid' });
    spoil(key.teaching);
    expect(teachingFaults(key)).toEqual(faults);
  });
});
