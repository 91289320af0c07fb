import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { expect, test } from 'vitest';
import { sealAnswers } from './seal.ts';

const second = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
const of = {
  campaign: 'census-115',
  sitting: '7K3M',
  attempt: '0198c0de-0000-7000-8000-000000000001',
};
const plain = bytesOf('{"secret":"00"}');

test('a second implementation opens what is sealed here, for this attempt only', async () => {
  const keys = await second.GenerateKeyPair(true);
  const answerKey = btoa(String.fromCharCode(...(await second.SerializePublicKey(keys.publicKey))));
  const { enc, sealed } = await sealAnswers(answerKey, of, plain);
  const open = (aad: string) =>
    second.Open(keys, enc, sealed, { info: bytesOf('ct-harbour answers 1'), aad: bytesOf(aad) });
  const name = `census-115/7K3M/${of.attempt}`;
  expect(new Uint8Array(await open(name))).toEqual(plain);
  await expect(open(name.replace('7K3M', '7K3N'))).rejects.toThrow();
});

test('what is no key is refused', async () => {
  await expect(sealAnswers(btoa('x'.repeat(65)), of, plain)).rejects.toThrow();
});

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
