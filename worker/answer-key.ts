import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { ANSWERS_INFO, nameAnswers, type PackedAnswers } from '../scoring/journal/answer-code.ts';
import { deriveKey } from './seal.ts';

/**
 * The keys of answers that leave a device by hand. On P-256, since a browser's own cryptography
 * has had that curve for as long as we promise to run there; X25519 came to Chromium with 133.
 */
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** The campaign's public key, base64: what a device seals its answers to. */
export async function answerKeyOf(master: string, campaign: string): Promise<string> {
  const { publicKey } = await deriveKeys(master, campaign);
  const bytes = new Uint8Array(await suite.kem.serializePublicKey(publicKey));
  return btoa(String.fromCharCode(...bytes));
}

/** What lies under the seal; undefined where it is broken, or is another attempt's or campaign's. */
export async function openAnswers(
  master: string,
  answers: PackedAnswers,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { privateKey } = await deriveKeys(master, answers.campaign);
  try {
    const recipient = await suite.createRecipientContext({
      recipientKey: privateKey,
      enc: answers.enc,
      info: encode(ANSWERS_INFO),
    });
    return new Uint8Array(await recipient.open(answers.sealed, encode(nameAnswers(answers))));
  } catch {
    return undefined;
  }
}

/** Not stored: made anew from the master secret, so that a file opens as long as that is kept. */
async function deriveKeys(master: string, campaign: string): Promise<CryptoKeyPair> {
  const ikm = atob(await deriveKey(master, `answers/${campaign}`));
  return suite.kem.deriveKeyPair(Uint8Array.from(ikm, (symbol) => symbol.charCodeAt(0)));
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
