import { bytesToHex } from '@noble/hashes/utils.js';
import type { Env } from './env.ts';
import { deriveKey, makeKey, openText, sealText } from './seal.ts';
import { listSchoolKeys, listSealedNames, putSchoolKey, type StoredPupil } from './store/pupil.ts';

const FIRST_VERSION = 1;

/** Pupils as they may be stored: the number as HMAC and the name sealed, both under the school's key. */
export async function sealPupils(
  env: Env,
  school: string,
  pupils: { pupil: string; number: string; name: string }[],
): Promise<StoredPupil[]> {
  const keys = await openSchoolKeys(env, school);
  const newest = keys.at(-1) ?? (await makeSchoolKey(env, school));
  const first = keys[0] ?? newest;
  const hmac = await importHmac(first.key);
  return Promise.all(
    pupils.map(async ({ pupil, number, name }) => ({
      id: pupil,
      numberHmac: await hashNumber(hmac, number),
      keyVersion: newest.version,
      sealedName: await sealText(newest.key, name, `name/${pupil}`),
    })),
  );
}

/** Names by pupil, for the teacher of the class and its school only. A deleted one is not there. */
export async function openNames(
  env: Env,
  school: string,
  pupils: string[],
): Promise<Map<string, string>> {
  const keys = await openSchoolKeys(env, school);
  const sealedNames = await listSealedNames(env.DB, pupils);
  const names = await Promise.all(
    sealedNames.map(async ({ pupil, keyVersion, sealed }) => {
      const key = keys.find(({ version }) => version === keyVersion);
      if (!key) throw new Error(`no key of version ${keyVersion}`);
      return [pupil, await openText(key.key, sealed, `name/${pupil}`)] as const;
    }),
  );
  return new Map(names);
}

interface SchoolKey {
  version: number;
  key: string;
}

async function openSchoolKeys(env: Env, school: string): Promise<SchoolKey[]> {
  const wrapper = await deriveKey(env.MASTER_SECRET, 'school-keys');
  const wrapped = await listSchoolKeys(env.DB, school);
  return Promise.all(
    wrapped.map(async ({ version, wrapped }) => ({
      version,
      key: await openText(wrapper, wrapped, `${school}/${version}`),
    })),
  );
}

async function makeSchoolKey(env: Env, school: string): Promise<SchoolKey> {
  const wrapper = await deriveKey(env.MASTER_SECRET, 'school-keys');
  const wrapped = await sealText(wrapper, makeKey(), `${school}/${FIRST_VERSION}`);
  await putSchoolKey(env.DB, school, { version: FIRST_VERSION, wrapped });
  const kept = (await openSchoolKeys(env, school)).at(-1);
  if (!kept) throw new Error('the school key was not kept');
  return kept;
}

/** Always under the first key: a pupil must be found again after the key for names has changed. */
async function hashNumber(key: CryptoKey, number: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(number));
  return bytesToHex(new Uint8Array(mac));
}

function importHmac(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(`number/${key}`),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
}
