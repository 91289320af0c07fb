import {
  AEAD_AES_128_GCM,
  CipherSuite,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
  type KeyPair,
} from 'hpke';
import * as v from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import { nameAnswers, unpackAnswers } from '../../../scoring/journal/answer-code.ts';
import { genesis, link } from '../../../scoring/journal/chain.ts';
import type { Unsent } from '../../../scoring/journal/device.ts';
import { writeLine } from '../../../scoring/journal/line.ts';
import { AnswerFile, AttemptJournal, LastState } from '../../../scoring/wire/answer-file.ts';
import type { Program } from '../../../scoring/wire/program.ts';
import { addCode, joinCodes, type ReadCodes } from '../../kit/scan/answer-chunks.ts';
import { writeCodes } from './answer-codes.ts';
import { writeFiles } from './answer-file.ts';
import { listCarried } from './held.ts';

const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
const attempt = '0198c0de-0000-7000-8000-000000000001';
const form = 'ab'.repeat(32);
const header = {
  log: 1,
  attempt,
  epoch: 1,
  secret: '0f'.repeat(16),
  sitting: '7K3M',
  form,
  package: 'cd'.repeat(32),
  label: { school: '海光國小', className: '六年一班', seat: 14 },
} as const;
const program: Program = {
  blocks: [{ type: 'start', id: 'a,b}c', next: { block: { type: 'move', id: 'd.e-f' } } }],
};

let keys: KeyPair<CryptoKey>;
let answers: string;
beforeAll(async () => {
  keys = await suite.GenerateKeyPair(true);
  answers = `census-115 ${toBase64(await suite.SerializePublicKey(keys.publicKey))}`;
});

function hold(change: Partial<Unsent> = {}): Unsent {
  const response = { kind: 'program', program } as const;
  const deeds = [
    { type: 'start', form },
    { type: 'visit', item: 'first-leg' },
    { type: 'answer', item: 'first-leg', response, reason: 'edit' },
    { type: 'handin' },
  ] as const;
  const lines = deeds.map((deed, at) =>
    writeLine({ v: 1, seq: at + 1, span: 0, t: at * 1_000, wall: 5, ...deed }),
  );
  const hashes = [genesis(attempt, 1)];
  for (const line of lines) hashes.push(link(hashes.at(-1) ?? '', line));
  return { sources: [{ header, lines, hashes }], card: '7K3M00000000', answers, ...change };
}

async function open(of: Parameters<typeof nameAnswers>[0], enc: Uint8Array, sealed: Uint8Array) {
  const info = new TextEncoder().encode('ct-harbour answers 1');
  const aad = new TextEncoder().encode(nameAnswers(of));
  return new Uint8Array(await suite.Open(keys, enc, sealed, { info, aad }));
}

test('a file is named by class, seat and time, and holds the whole journal', async () => {
  const [file] = await writeFiles(await listCarried([hold()]), new Date(2026, 10, 24, 9, 15, 7));
  expect(file?.name).toBe('作答備份_六年一班_14_20261124-091507.ctanswers');
  const [one] = v.parse(AnswerFile, JSON.parse(file?.text ?? '')).attempts;
  if (!one) throw new Error('no attempt');
  const plain = await open(one, fromBase64(one.enc), fromBase64(one.sealed));
  const journal = v.parse(AttemptJournal, JSON.parse(new TextDecoder().decode(plain)));
  const [source] = hold().sources;
  expect(journal).toEqual({
    secret: header.secret,
    card: '7K3M00000000',
    epochs: [{ epoch: 1, lines: source?.lines }],
  });
});

test('codes hold the last state and the head of the chain, without the blocks’ ids', async () => {
  const [one] = await listCarried([hold()]);
  const codes = (one && (await writeCodes(one))) ?? [];
  const [read] = codes.reduce<readonly ReadCodes[]>(addCode, []);
  const packed = unpackAnswers(fromBase64((read && joinCodes(read)) ?? ''));
  if (!packed) throw new Error('nothing to unpack');
  const stream = new Blob([await open(packed, packed.enc, packed.sealed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const last = v.parse(LastState, await new Response(stream).json());
  expect(last).toMatchObject({ epoch: 1, seq: 4, head: hold().sources[0]?.hashes[4] });
  expect(last.state.handedIn).toBe(true);
  expect(JSON.stringify(last.state.responses)).toContain('"type":"move"');
  expect(JSON.stringify(last.state)).not.toContain('"id"');
});

test('what would be too large for one file makes two', async () => {
  const large = (epoch: number) => {
    const source = { header, lines: ['x'.repeat(2_500_000)], hashes: [] };
    return hold({ sources: [{ ...source, header: { ...header, epoch } }] });
  };
  const files = await writeFiles(await listCarried([large(1), large(2)]), new Date());
  expect(files.map(({ text }) => (JSON.parse(text) as AnswerFile).attempts.length)).toEqual([1, 1]);
  expect(Math.max(...files.map(({ text }) => text.length))).toBeLessThan(5_000_000);
});

test('without the campaign’s key nothing is sealed', async () => {
  expect(await listCarried([hold({ answers: undefined })])).toEqual([]);
});

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
}
