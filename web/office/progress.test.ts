import { describe, expect, it } from 'vitest';
import { countUntold, sumProgress } from './progress.ts';

const row = {
  classes: 2,
  closed: 1,
  enrolled: 50,
  exempt: 2,
  absent: 3,
  started: 41,
  tested: 40,
};

describe('progress', () => {
  it('adds up', () => {
    expect(sumProgress('all', [row, row])).toEqual({
      id: 'all',
      classes: 4,
      closed: 2,
      enrolled: 100,
      exempt: 4,
      absent: 6,
      started: 82,
      tested: 80,
    });
  });

  it.each([
    [row, 5],
    [{ ...row, tested: 45 }, 0],
    [{ ...row, tested: 0, absent: 0, exempt: 0 }, 50],
  ])('%o: %i neither tested nor with a reason', (counted, untold) => {
    expect(countUntold(counted)).toBe(untold);
  });
});
