import { parseCard } from '../../../scoring/journal/card.ts';
import type { DeviceTrouble, Preparation } from '../../../scoring/wire/preparation.ts';
import { fetchSealed, hasSealed } from '../sealed-package.ts';
import type { Reply } from '../../../scoring/journal/network.ts';
import { findTroubles, inOrder, isBlocking, type Stores } from './device-check.ts';
import { reportDevice } from './school.ts';
import { dropEnded, findShelved, listPackages, type PreparedClass, START } from './shelf.ts';

/** What a start of the app found of an earlier one's preparation. */
export interface Proof {
  code: string;
  /** Every package was found as it had been stored. */
  isWhole: boolean;
  preparation: Preparation | undefined;
  /** The device can take the test, and what it needs was stored by another start of the app. */
  ready: boolean;
  troubles: DeviceTrouble[];
  tell: () => Promise<Reply<null>>;
}

/** Names the device where nothing can be kept that would. */
const PASSING = crypto.randomUUID();

/**
 * Looks whether the preparation of a class code is still there, whole. `known`: troubles that were
 * found just now.
 */
export async function readBack(
  code: string,
  stores: Stores,
  known?: DeviceTrouble[],
): Promise<Proof> {
  const shelved = await findShelved();
  const kept = shelved?.classes.find((one) => one.code === code);
  const verified = kept && (await verify(kept));
  const found = known ?? (await addService(await findTroubles(stores)));
  const troubles = inOrder(verified === undefined ? ['no-package', ...found] : found);
  const survived = kept !== undefined && kept.start !== START && verified !== undefined;
  const report = { device: shelved?.device ?? PASSING, code, package: verified ?? null, survived };
  const reading = parseCard(code);
  return {
    code,
    isWhole: verified !== undefined,
    preparation: kept?.preparation,
    ready: survived && !troubles.some(isBlocking),
    troubles,
    tell: () => reportDevice(reading.ok ? reading.sitting : '', { ...report, troubles }),
  };
}

/** At each later start: every class that this device is prepared for, and what was lost fetched again. */
export async function readAllBack(stores: Stores): Promise<Proof[]> {
  const shelved = await findShelved();
  if (!shelved) return [];
  const { classes } = await dropEnded(shelved, Date.now());
  const troubles = classes.length > 0 ? await addService(await findTroubles(stores)) : [];
  const proofs: Proof[] = [];
  for (const { code } of classes) proofs.push(await readBack(code, stores, troubles));
  for (const { preparation } of classes)
    for (const { sitting, hash } of listPackages(preparation)) await fetchSealed(sitting, hash);
  return proofs;
}

/** Hash of its own sitting's package where every package of it is whole. */
async function verify({ preparation }: PreparedClass): Promise<string | undefined> {
  const packages = listPackages(preparation);
  for (const { hash } of packages) if (!(await hasSealed(hash))) return undefined;
  return packages[0]?.hash;
}

async function addService(troubles: DeviceTrouble[]): Promise<DeviceTrouble[]> {
  if (troubles.includes('no-service')) return troubles;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  return registration?.active ? troubles : inOrder([...troubles, 'no-service']);
}
