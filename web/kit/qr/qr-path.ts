import { encodeQR } from 'qr';

export interface QrPath {
  /** Modules a side, the quiet zone included. */
  size: number;
  /** What is dark, as the `d` of an SVG path: one unit a module. */
  d: string;
}

/** Modules of white around a code: fewer than ISO/IEC 18004 asks for are not read on dark ground. */
const QUIET = 4;

/** A text as a QR code of middling error correction. Throws where it is too long for any. */
export function drawQr(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const d = rows.flatMap((row, y) =>
    listRuns(row).map(({ x, length }) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { size: rows.length, d: d.join('') };
}

/** Dark runs of a row: fewer edges than modules, and no seams between them on any screen. */
function listRuns(row: readonly boolean[]): { x: number; length: number }[] {
  const runs: { x: number; length: number }[] = [];
  row.forEach((dark, x) => {
    const last = runs.at(-1);
    if (dark && last && last.x + last.length === x) last.length += 1;
    else if (dark) runs.push({ x, length: 1 });
  });
  return runs;
}
