import fc from 'fast-check';
import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { drawQr, type QrPath } from './qr-path.ts';

/** The path as a picture, as a camera would see it: `scale` dots a module. */
function paint({ size, d }: QrPath, scale: number) {
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, length] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      data.fill(
        0,
        (row * width + Number(x) * scale) * 4,
        (row * width + (Number(x) + Number(length)) * scale) * 4,
      );
  for (let dot = 3; dot < data.length; dot += 4) data[dot] = 255;
  return { width, height: width, data };
}

test.each(['A', 'HTTPS://EXAMPLE.TEST/#7K3M-9QRS-T2V4', '座號 14', 'x'.repeat(900)])(
  'what is drawn is read again: %s',
  (text) => {
    expect(decodeQR(paint(drawQr(text), 4))).toBe(text);
  },
);

test('whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (text) => {
      expect(decodeQR(paint(drawQr(text), 4))).toBe(text);
    }),
    { numRuns: 25, seed: 6 },
  );
});

test('four modules around it are white', () => {
  const { size, d } = drawQr('7K3M');
  for (const [, x, y, length] of d.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    expect(
      Math.min(Number(x), Number(y), size - Number(x) - Number(length), size - 1 - Number(y)),
    ).toBeGreaterThanOrEqual(4);
  }
});
