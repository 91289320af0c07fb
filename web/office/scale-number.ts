/** Whole points of the scale: finer ones would be noise. */
export function printScore(value: number): string {
  return printRounded(value, false);
}

/** The same of a difference, with its sign. */
export function printDifference(value: number): string {
  return printRounded(value, true);
}

function printRounded(value: number, signed: boolean): string {
  const rounded = Math.round(value);
  if (rounded < 0) return `−${String(-rounded)}`;
  return signed && rounded > 0 ? `+${String(rounded)}` : String(rounded === 0 ? 0 : rounded);
}

/** Percent of a share from 0 to 1; below one percent with a decimal. */
export function printPercent(share: number): string {
  const percent = share * 100;
  return percent.toFixed(percent < 1 && percent > 0 ? 1 : 0);
}

/** A school's share in the funnel, in percent, whose ends are masked: 5 is 5 or less, 95 is 95 or more. */
export function printHighShare(share: number): string {
  if (share <= 5) return '≤ 5';
  return share >= 95 ? '≥ 95' : share.toFixed(0);
}

/** So many decimals, with a true minus, and no minus before a zero. */
export function printDecimal(value: number, decimals: number): string {
  const printed = value.toFixed(decimals);
  return (Number(printed) === 0 ? printed.replace('-', '') : printed).replace('-', '−');
}
