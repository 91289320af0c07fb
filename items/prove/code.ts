/**
 * The codes of the national curriculum that the bank claims to cover, each by one item at least.
 * Left out is what no test of computational thinking on a screen can show: using systems and tools
 * (資議 t-III-1, t-III-2, 資E2, 資E6, 運 t-IV-2), how machines are built (運 t-IV-1) and works made over
 * weeks (運 t-IV-3).
 */
export const CODES: readonly string[] = [
  ...['t-III-3', 'A-III-1', 'P-III-1', 'D-III-1', 'D-III-2'].map((code) => `資議 ${code}`),
  ...['A-IV-1', 'A-IV-2', 'A-IV-3', 'P-IV-1', 'P-IV-2', 'P-IV-3', 'P-IV-4', 'P-IV-5'].map(
    (code) => `資 ${code}`,
  ),
  ...['D-IV-1', 'D-IV-2', 'D-IV-3'].map((code) => `資 ${code}`),
  '運 t-IV-4',
  '資E3',
];
