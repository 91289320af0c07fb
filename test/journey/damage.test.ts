import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttemptJournal } from '../../scoring/wire/answer-file.ts';
import { answerKeyOf } from '../../worker/answer-key.ts';
import { openJournal, readFile, readSealed } from '../../worker/answers/open.ts';
import { sealJournal } from './by-hand.ts';
import { sit } from './desk.ts';

const FLIPS = 1_000;

async function read(file: Uint8Array): Promise<AttemptJournal | undefined> {
  const [attempt] = readFile(new TextDecoder().decode(file)) ?? [];
  const answers = readSealed(attempt);
  return answers && openJournal(env.MASTER_SECRET, answers);
}

test('law: an answer file with any bit flipped gives the journal that was sealed, or none', async () => {
  const form = 'f'.repeat(64);
  const held = sit('T3ST', { seat: 1, form, answers: { one: { kind: 'choice', option: 'a' } } });
  const attempts = [await sealJournal(await answerKeyOf(env.MASTER_SECRET, 'census'), held)];
  const text = JSON.stringify({ format: 'ct-harbour-answers', version: 1, attempts });
  const file = new TextEncoder().encode(text);
  const journal = await read(file);
  expect(journal?.epochs[0]?.lines).toEqual(held.batches[0]?.lines);

  let found = 0;
  const bits = fc.integer({ min: 0, max: file.length * 8 - 1 });
  await fc.assert(
    fc.asyncProperty(bits, async (bit) => {
      const hurt = file.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const there = await read(hurt);
      if (there === undefined) found += 1;
      else expect(there).toEqual(journal);
    }),
    { numRuns: FLIPS },
  );
  expect(found).toBeGreaterThan(FLIPS * 0.9);
});
