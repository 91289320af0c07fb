import { describe, expect, it } from 'vitest';
import {
  printDecimal,
  printDifference,
  printHighShare,
  printPercent,
  printScore,
} from './scale-number.ts';

describe('figures of the scale', () => {
  it.each([
    [503.4, '503', '+503'],
    [-9.2, '−9', '−9'],
    [-0.4, '0', '0'],
    [0.4, '0', '0'],
    [8.5, '9', '+9'],
  ])('%d as a score and as a difference', (value, score, difference) => {
    expect(printScore(value)).toBe(score);
    expect(printDifference(value)).toBe(difference);
  });

  it.each([
    [0.141, '14'],
    [0.004, '0.4'],
    [0, '0'],
    [1, '100'],
  ])('a share of %d in percent', (share, printed) => {
    expect(printPercent(share)).toBe(printed);
  });

  it.each([
    [-1.234, 2, '−1.23'],
    [-0.001, 2, '0.00'],
    [2, 0, '2'],
  ])('%d with %i decimals', (value, decimals, printed) => {
    expect(printDecimal(value, decimals)).toBe(printed);
  });
});

describe('a share whose ends are masked', () => {
  it.each([
    [5, '≤ 5'],
    [5.4, '5'],
    [61.5, '62'],
    [94.4, '94'],
    [95, '≥ 95'],
  ])('of %d %% is printed as %s', (share, printed) => {
    expect(printHighShare(share)).toBe(printed);
  });
});
