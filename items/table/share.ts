/** A share in two decimals, without its zero: `.85`. */
export function spellShare(share: number): string {
  return share.toFixed(2).replace(/^0/, '');
}
