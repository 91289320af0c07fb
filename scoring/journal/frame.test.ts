import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genesis, link } from './chain.ts';
import { decodeLog, encodeFrame, encodeHeader, type LogHeader } from './frame.ts';

const header: LogHeader = {
  log: 1,
  attempt: '11111111-1111-4111-8111-111111111111',
  epoch: 2,
  secret: 'ab'.repeat(16),
  sitting: '7K3Q',
  form: 'a'.repeat(64),
  package: 'b'.repeat(64),
  label: { school: '望潮國小', className: '六年二班', seat: 14 },
};

function write(lines: string[]): Uint8Array {
  const parts = [encodeHeader(header)];
  let hash = genesis(header.attempt, header.epoch);
  for (const line of lines) {
    hash = link(hash, line);
    parts.push(encodeFrame(line, hash));
  }
  return new Uint8Array(Buffer.concat(parts));
}

describe('log file', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (wellFormed) => {
        const bytes = write(wellFormed);
        const log = decodeLog(bytes);
        expect(log).toMatchObject({
          ok: true,
          header,
          lines: wellFormed,
          torn: false,
          validBytes: bytes.length,
        });
      }),
    );
  });

  it('keeps the sound prefix of a torn file, cut anywhere', () => {
    const lines = ['{"seq":1}', '{"seq":2,"話":"船"}', '{"seq":3}'];
    const whole = write(lines);
    for (let cut = encodeHeader(header).length; cut < whole.length; cut += 1) {
      const log = decodeLog(whole.slice(0, cut));
      if (!log.ok) throw new Error('the header was whole');
      expect(log.lines).toEqual(lines.slice(0, log.lines.length));
      expect(log.lines.length).toBeLessThan(3);
      expect(log.torn).toBe(log.validBytes < cut);
      expect(write(log.lines).length).toBe(log.validBytes);
    }
  });

  it('sees each flipped bit, and never takes a changed event for a sound one', () => {
    const lines = ['{"seq":1}', '{"seq":2}', '{"seq":3}'];
    const whole = write(lines);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const hurt = whole.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const log = decodeLog(hurt);
      if (log.ok) {
        expect(log.torn).toBe(true);
        expect(log.lines).toEqual(lines.slice(0, log.lines.length));
      } else expect(bit >> 3).toBeLessThan(encodeHeader(header).length);
    }
  });

  it.each([new Uint8Array(), new Uint8Array(3), new Uint8Array(1000).fill(255)])(
    'is not taken for a log: %#',
    (bytes) => {
      expect(decodeLog(bytes)).toEqual({ ok: false });
    },
  );
});
