import { deflateRawSync } from 'node:zlib';
import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import {
  ANSWERS_INFO,
  type AnswersOf,
  nameAnswers,
  packAnswers,
} from '../../scoring/journal/answer-code.ts';
import type { AttemptJournal, LastState, SealedAttempt } from '../../scoring/wire/answer-file.ts';
import type { Batch, Binding } from '../../scoring/wire/batch.ts';

/** Answers that leave a device by hand, sealed by another implementation than the pupil's page. */
const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);

/** A pupil's device as far as it can be carried. */
export interface Held {
  binding: Binding;
  batches: Batch[];
}

/** The journal of one device under the seal of its campaign. */
export async function sealJournal(
  key: string,
  { binding, batches }: Held,
  change: Partial<AttemptJournal & AnswersOf> = {},
): Promise<SealedAttempt> {
  const {
    campaign = 'census',
    sitting = binding.card.slice(0, 4),
    attempt = binding.attempt,
    ...own
  } = change;
  const epochs = batches.map(({ epoch, lines }) => ({ epoch, lines }));
  const journal = { secret: binding.secret, card: binding.card, epochs, ...own };
  const of = { campaign, sitting, attempt };
  const { enc, sealed } = await seal(key, of, bytesOf(JSON.stringify(journal)));
  return { ...of, enc: toBase64(enc), sealed: toBase64(sealed) };
}

/** What answer codes of this state come to, base64. */
export async function sealState(key: string, of: AnswersOf, last: LastState): Promise<string> {
  const plain = new Uint8Array(deflateRawSync(JSON.stringify(last)));
  return toBase64(packAnswers({ ...of, ...(await seal(key, of, plain)) }));
}

async function seal(key: string, of: AnswersOf, plain: Uint8Array) {
  const publicKey = await suite.DeserializePublicKey(fromBase64(key));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, plain, {
    info: bytesOf(ANSWERS_INFO),
    aad: bytesOf(nameAnswers(of)),
  });
  return { enc: new Uint8Array(encapsulatedSecret), sealed: new Uint8Array(ciphertext) };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
}
