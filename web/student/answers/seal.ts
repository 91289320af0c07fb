import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import {
  ANSWERS_INFO,
  type AnswersOf,
  nameAnswers,
  type PackedAnswers,
} from '../../../scoring/journal/answer-code.ts';

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/**
 * Seals an attempt's answers to its campaign's public key (base64): nobody at this device can read
 * or change them. Throws where that is no key.
 */
export async function sealAnswers(
  answerKey: string,
  of: AnswersOf,
  plain: Uint8Array<ArrayBuffer>,
): Promise<PackedAnswers> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64(answerKey));
  const sender = await suite.createSenderContext({
    recipientPublicKey,
    info: encode(ANSWERS_INFO),
  });
  const sealed = await sender.seal(plain, encode(nameAnswers(of)));
  return { ...of, enc: new Uint8Array(sender.enc), sealed: new Uint8Array(sealed) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
}
