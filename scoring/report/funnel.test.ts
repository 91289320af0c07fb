import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjustedLimits, funnelLimits, overdispersion } from './funnel.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../test/golden/funnel.json', import.meta.url), 'utf8'),
) as {
  limits: [number, number, number, number, number, number][];
  overdispersion: {
    y: number[];
    n: number[];
    target: number;
    z: number[];
    z_wins: number[];
    phi_raw: number;
    phi_wins: number;
    tau2: number;
    limits_od_n: { n: number[]; lo95: number[]; hi95: number[] };
  };
};

describe('funnelLimits', () => {
  test('are those of R, to 1e-6', () => {
    for (const [p, n, ...limits] of golden.limits) {
      const { lo95, hi95, lo998, hi998 } = funnelLimits(p, n);
      for (const [at, limit] of [lo95, hi95, lo998, hi998].entries()) {
        expect(Math.abs(limit - (limits[at] ?? NaN)), `p ${p}, n ${n}`).toBeLessThan(1e-6);
      }
    }
  });

  test('law: they hold p and one another, in [0, 1]', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, fc.integer({ min: 1, max: 3000 }), (p, n) => {
        const { lo95, hi95, lo998, hi998 } = funnelLimits(p, n);
        const order = [0, lo998, lo95, hi95, hi998, 1];
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  test('law: successes and failures mirror', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 5, max: 400 }), (p, n) => {
        const [one, other] = [funnelLimits(p / 100, n), funnelLimits(1 - p / 100, n)];
        // The interpolation runs from below at both ends: one step of 1/n apart at most.
        expect(Math.abs(one.hi95 - (1 - other.lo95))).toBeLessThanOrEqual(1 / n + 1e-9);
      }),
    );
  });

  test.each([
    [0, 20],
    [1, 20],
  ])('at a share of %f nothing varies', (p, n) => {
    expect(funnelLimits(p, n)).toEqual({ n, lo95: p, hi95: p, lo998: p, hi998: p });
  });

  test.each([
    [-0.1, 10],
    [1.1, 10],
    [NaN, 10],
    [0.5, 0],
    [0.5, 2.5],
    [0.5, Infinity],
  ])('p %f, n %f is refused', (p, n) => {
    expect(() => funnelLimits(p, n)).toThrow(RangeError);
  });
});

describe('overdispersion', () => {
  const r = golden.overdispersion;
  const found = overdispersion(r);

  test('is that of R', () => {
    expect(found.target).toBeCloseTo(r.target, 12);
    expect(found.phiRaw).toBeCloseTo(r.phi_raw, 10);
    expect(found.phi).toBeCloseTo(r.phi_wins, 10);
    expect(found.tau2).toBeCloseTo(r.tau2, 12);
    for (const [at, z] of found.z.entries()) expect(z).toBeCloseTo(r.z[at] ?? NaN, 10);
    for (const [at, z] of found.winsorised.entries())
      expect(z).toBeCloseTo(r.z_wins[at] ?? NaN, 10);
  });

  test('its limits are those of R', () => {
    for (const [at, n] of r.limits_od_n.n.entries()) {
      const { lo95, hi95 } = adjustedLimits(found, n);
      expect(lo95).toBeCloseTo(r.limits_od_n.lo95[at] ?? NaN, 7);
      expect(hi95).toBeCloseTo(r.limits_od_n.hi95[at] ?? NaN, 7);
    }
  });

  test('groups of nobody change nothing', () => {
    const more = overdispersion({ y: [...r.y, 0], n: [...r.n, 0] });
    expect(more).toMatchObject({ phi: found.phi, tau2: found.tau2, target: found.target });
  });

  test('groups that are alike have none, and the exact limits', () => {
    const alike = overdispersion({ y: [5, 10, 15], n: [10, 20, 30] });
    expect(alike).toMatchObject({ phi: 0, tau2: 0, target: 0.5 });
    expect(adjustedLimits(alike, 30)).toEqual(funnelLimits(0.5, 30));
  });

  test.each([
    ['one group', [5], [10], /two groups/],
    ['all failed', [0, 0], [10, 10], /share of 0/],
    ['more successes than members', [11, 3], [10, 10], /11 of 10/],
    ['half a pupil', [1.5, 3], [10, 10], /1.5 of 10/],
  ])('%s is refused', (_, y, n, why) => {
    expect(() => overdispersion({ y, n })).toThrow(why);
  });
});
