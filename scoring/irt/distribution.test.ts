import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaQuantile,
  binomialCdf,
  binomialQuantile,
  chiSquareTail,
  fQuantile,
  fTail,
  incompleteBeta,
  incompleteGamma,
  lnGamma,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from './distribution.ts';

/** Relative difference, or absolute where the figure is zero. */
function miss(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
}

// Figures: mpmath 1.3.0 at 40 digits (betainc, gammainc, loggamma, ncdf); quantiles and
// discrete ones: scipy 1.17.1 (norm.ppf, f.sf, f.ppf, beta.ppf, binom.cdf, binom.ppf).
describe('special functions and tails', () => {
  test.each([
    [1e-5, 11.512919692895826],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524522],
    [5, 3.1780538303479458],
    [9.99, 12.779315214350193],
    [10, 12.80182748008147],
    [57.3, 173.56386827969143],
    [1e6, 12815504.569147613],
  ])('lnGamma(%f)', (z, value) => {
    expect(miss(lnGamma(z), value)).toBeLessThan(1e-14);
  });

  test.each([
    [0.3, 2, 3, 0.3483],
    [0.001, 0.5, 0.5, 0.020135041633377492],
    [0.9, 10, 0.5, 0.15164090963470997],
    [0.5, 1000, 1001, 0.5089195055729272],
    [0.02, 3, 200, 0.7706531762613908],
    [0.999, 500, 0.25, 0.15354874487734912],
    [0.4999, 1e5, 1e5, 0.4643650813520244],
  ])('incompleteBeta(%f, %f, %f)', (x, a, b, value) => {
    expect(miss(incompleteBeta(x, a, b), value)).toBeLessThan(5e-13);
    expect(miss(1 - incompleteBeta(1 - x, b, a), value)).toBeLessThan(5e-12);
  });

  test.each([
    [0.5, 0.2, 0.4729107431344619],
    [1, 1, 0.6321205588285577],
    [3, 10, 0.9972306042844884],
    [30, 20, 0.021818217525557394],
    [1000, 1010, 0.6276789447369947],
    [0.01, 5, 0.9999882464805873],
  ])('incompleteGamma(%f, %f)', (a, x, value) => {
    expect(miss(incompleteGamma(a, x), value)).toBeLessThan(1e-12);
  });

  test.each([
    [3.841458820694124, 1, 0.05000000000000006],
    [0.5, 3, 0.9188914116546758],
    [100, 2, 1.9287498479639178e-22],
    [300, 10, 1.5546747543803181e-58],
    [18.3, 10, 0.05010906141146245],
    [1500, 1500, 0.4951441933357679],
  ])('chiSquareTail(%f, %i)', (x, df, value) => {
    expect(miss(chiSquareTail(x, df), value)).toBeLessThan(1e-12);
  });

  test.each([
    [-30, 4.906713927148187e-198],
    [-8, 6.220960574271784e-16],
    [-1.96, 0.024997895148220435],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [6, 0.9999999990134123],
  ])('normalCdf(%f)', (z, value) => {
    expect(miss(normalCdf(z), value)).toBeLessThan(1e-12);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404056],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
  ])('normalQuantile(%f)', (p, value) => {
    expect(miss(normalQuantile(p), value)).toBeLessThan(1e-12);
  });

  test.each([
    [4.1, 3, 20, 0.02023401454457378],
    [0.2, 7, 4, 0.9681229638020076],
    [55, 1, 37, 7.962813848906169e-9],
    [1, 200, 300, 0.49656438970146],
  ])('fTail(%f, %i, %i)', (f, df1, df2, value) => {
    expect(miss(fTail(f, df1, df2), value)).toBeLessThan(3e-12);
  });

  test.each([
    [0.95, 3, 20, 3.098391212140781],
    [0.025, 37, 2400, 0.5958536941728165],
    [0.975, 37, 2400, 1.5110146864533411],
    [0.5, 1, 1, 1],
    [0, 4, 5, 0],
  ])('fQuantile(%f, %i, %i)', (p, df1, df2, value) => {
    expect(miss(fQuantile(p, df1, df2), value)).toBeLessThan(1e-11);
  });

  test.each([
    [0.025, 3, 8, 0.06673951117773447],
    [0.975, 1, 100, 0.03621669264517641],
    [0.001, 0.5, 0.5, 2.4673990709169446e-6],
    [0.5, 400, 600, 0.39993330733513144],
    [0.999, 51, 1e4, 0.007546651109765567],
    [1, 2, 3, 1],
  ])('betaQuantile(%f, %f, %f)', (p, a, b, value) => {
    expect(miss(betaQuantile(p, a, b), value)).toBeLessThan(1e-11);
  });

  test.each([
    [3, 10, 0.5, 0.171875],
    [3.9, 10, 0.5, 0.171875],
    [0, 20, 0.1, 0.12157665459056925],
    [499, 1000, 0.5, 0.48738749091081973],
    [5, 6, 0.999, 0.005985019985006004],
    [-1, 6, 0.5, 0],
    [6, 6, 0.5, 1],
    [0, 6, 0, 1],
  ])('binomialCdf(%f, %i, %f)', (k, n, p, value) => {
    expect(miss(binomialCdf(k, n, p), value)).toBeLessThan(5e-12);
  });

  test.each([
    [0.025, 100, 0.4, 31],
    [0.975, 100, 0.4, 50],
    [0.001, 37, 0.62, 14],
    [0.999, 37, 0.62, 32],
    [0.5, 1, 0.5, 0],
    [0, 5, 0.3, 0],
    [1, 5, 0.3, 5],
  ])('binomialQuantile(%f, %i, %f)', (q, n, p, value) => {
    expect(binomialQuantile(q, n, p)).toBe(value);
  });

  test('quantiles invert their distributions', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const shape = fc.double({ min: 1, max: 500, noNaN: true });
    fc.assert(
      fc.property(share, shape, shape, (p, a, b) => {
        expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 10);
        expect(1 - fTail(fQuantile(p, a, b), a, b)).toBeCloseTo(p, 10);
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
      }),
    );
  });

  test.each([
    ['lnGamma', () => lnGamma(0)],
    ['incompleteBeta', () => incompleteBeta(1.1, 2, 3)],
    ['incompleteGamma', () => incompleteGamma(0, 1)],
    ['normalCdf', () => normalCdf(NaN)],
    ['normalQuantile', () => normalQuantile(1)],
    ['chiSquareTail', () => chiSquareTail(-1, 3)],
    ['fTail', () => fTail(1, 0, 3)],
    ['fQuantile', () => fQuantile(1, 2, 3)],
    ['betaQuantile', () => betaQuantile(0.5, 0, 3)],
    ['binomialCdf', () => binomialCdf(1, 2.5, 0.5)],
    ['binomialQuantile', () => binomialQuantile(0.5, 3, 1.5)],
  ])('%s refuses what is not defined', (_, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe('studentQuantile', () => {
  // Closed forms: df 1 is tan(π(p − ½)), df 2 is (2p − 1)/√(2p(1 − p)).
  test.each([0.6, 0.75, 0.9, 0.975, 0.995, 0.9995])('p %f agrees with the closed forms', (p) => {
    expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 11);
    expect(studentQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 11);
  });

  // Abramowitz & Stegun 1964, table 26.10, A = .95 (two-sided) and .99.
  test.each([
    [0.975, 3, 3.182],
    [0.975, 5, 2.571],
    [0.975, 10, 2.228],
    [0.975, 29, 2.045],
    [0.975, 60, 2.0],
    [0.975, 120, 1.98],
    [0.995, 10, 3.169],
    [0.995, 30, 2.75],
  ])('p %f, df %i is %f', (p, df, t) => {
    expect(studentQuantile(p, df)).toBeCloseTo(t, 3);
  });

  test('goes to the normal quantile, and falls as df rises', () => {
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(1.959964, 5);
    const values = [1, 2, 3, 7.5, 20, 100, 5_000].map((df) => studentQuantile(0.975, df));
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  test('the median is zero', () => {
    expect(studentQuantile(0.5, 4)).toBeCloseTo(0, 12);
  });

  test.each([
    [0.4, 3],
    [1, 3],
    [0.9, 0],
    [NaN, 3],
  ])('p %f, df %f is refused', (p, df) => {
    expect(() => studentQuantile(p, df)).toThrow(RangeError);
  });
});
