import {
  AEAD_AES_128_GCM,
  CipherSuite as Second,
  KDF_HKDF_SHA256,
  KEM_DHKEM_P256_HKDF_SHA256,
} from 'hpke';
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { expect, test } from 'vitest';
import { nameAnswers, type PackedAnswers } from '../scoring/journal/answer-code.ts';
import { answerKeyOf, openAnswers } from './answer-key.ts';

const MASTER = '5e'.repeat(32);
const of = {
  campaign: 'census-115',
  sitting: '7K3M',
  attempt: '0198c0de-0000-7000-8000-000000000001',
};
const plain = bytesOf('{"secret":"00"}');
const key = await answerKeyOf(MASTER, of.campaign);

test('what another implementation seals the campaign’s key opens, the same key every time', async () => {
  expect(await answerKeyOf(MASTER, of.campaign)).toBe(key);
  expect(await answerKeyOf(MASTER, 'census-116')).not.toBe(key);
  expect(await openAnswers(MASTER, await seal())).toEqual(plain);
});

test('the library opens the message of RFC 9180, A.3.1', async () => {
  const suite = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  });
  const keys = await suite.kem.deriveKeyPair(
    fromHex('668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550'),
  );
  const recipient = await suite.createRecipientContext({
    recipientKey: keys.privateKey,
    enc: fromHex(
      '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
    ),
    info: bytesOf('Ode on a Grecian Urn'),
  });
  const opened = await recipient.open(
    fromHex(
      '5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434',
    ),
    bytesOf('Count-0'),
  );
  expect(new TextDecoder().decode(opened)).toBe('Beauty is truth, truth beauty');
});

test('one bit elsewhere, anywhere, and it does not open', async () => {
  const { enc, sealed } = await seal();
  const whole = Uint8Array.of(...enc, ...sealed);
  for (let flip = 0; flip < 200; flip += 1) {
    const bit = (flip * 7919) % (whole.length * 8);
    const bytes = Uint8Array.from(whole, (byte, at) =>
      at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
    );
    const answers = { ...of, enc: bytes.slice(0, 65), sealed: bytes.slice(65) };
    expect(await openAnswers(MASTER, answers), `bit ${bit}`).toBeUndefined();
  }
});

test.each([
  ['another campaign', { campaign: 'census-116' }],
  ['another sitting', { sitting: '7K3N' }],
  ['another attempt', { attempt: '0198c0de-0000-7000-8000-000000000002' }],
  ['nothing', { sealed: new Uint8Array() }],
  ['no key', { enc: new Uint8Array() }],
])('as %s it does not open', async (_, change) => {
  const answers = await seal();
  expect(await openAnswers(MASTER, { ...answers, ...change })).toBeUndefined();
});

test('cut short it does not open', async () => {
  const { enc, sealed } = await seal();
  for (let length = 0; length < sealed.length; length += 1)
    expect(
      await openAnswers(MASTER, { ...of, enc, sealed: sealed.slice(0, length) }),
    ).toBeUndefined();
});

/** Sealed by the second implementation. */
async function seal(): Promise<PackedAnswers> {
  const suite = new Second(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
  const publicKey = await suite.DeserializePublicKey(fromBase64(key));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, plain, {
    info: bytesOf('ct-harbour answers 1'),
    aad: bytesOf(nameAnswers(of)),
  });
  return { ...of, enc: copy(encapsulatedSecret), sealed: copy(ciphertext) };
}

function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
}
