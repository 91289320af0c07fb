/**
 * Parameters of an item of the GPCM family on the logistic metric (D = 1):
 * P(k | θ) ∝ exp(a·k·θ + d_k) for k = 0 … m, with d_0 = 0, which is not stored. Two categories are
 * the 2PL; a = 1 is Rasch and the partial credit model (Muraki 1992, Applied Psychological
 * Measurement 16; Masters 1982, Psychometrika 47).
 */
export interface ItemParameters {
  /** The column's id: an item and its version, `item@version`, where the platform made it. */
  id: string;
  a: number;
  /** d_1 … d_m: as many as the highest category. */
  d: readonly number[];
}
