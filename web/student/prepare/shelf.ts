import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { Uuid } from '../../../scoring/wire/id.ts';
import { type PreparedSitting, Preparation } from '../../../scoring/wire/preparation.ts';
import { dropSealed } from '../sealed-package.ts';

const SHELF = 'preparation';
const ADDRESS = '/preparation.json';
/** Classes of a school, one device: far beyond what one is prepared for. */
const MOST = 20;
/** A wrap is kept this long after its window, by a clock that may be wrong. */
const LONGER_MS = 7 * 24 * 60 * 60_000;

const PreparedClass = v.object({
  /** The class code. */
  code: v.string(),
  /** The start of the app in which it was stored: another one proves that it survives. */
  start: v.string(),
  preparation: Preparation,
});
export type PreparedClass = v.InferOutput<typeof PreparedClass>;

/** What the device is prepared for, the newest class first. */
const Shelved = v.object({ device: Uuid, classes: v.array(PreparedClass) });
export type Shelved = v.InferOutput<typeof Shelved>;

/** The text under its SHA-256: a wrap with a wrong byte would look like a wrong unlock code. */
const Envelope = v.object({ digest: v.string(), text: v.string() });
const Text = v.pipe(v.string(), v.parseJson(), Shelved);

/** Names this start of the app. */
export const START: string = crypto.randomUUID();

/** What this device is prepared for; undefined without anything, or where it is damaged. */
export async function findShelved(): Promise<Shelved | undefined> {
  try {
    const stored = await (await caches.open(SHELF)).match(ADDRESS);
    const { digest, text } = v.parse(Envelope, await stored?.json());
    return digest === hash(text) ? v.parse(Text, text) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a preparation beside those of windows that are not over. False where nothing can be kept. */
export async function shelve(code: string, preparation: Preparation): Promise<boolean> {
  const before = await findShelved();
  const others = (before?.classes ?? []).filter((one) => one.code !== code);
  const kept = others.filter((one) => one.preparation.closesAt > preparation.now);
  const made = { code, start: START, preparation };
  const device = before?.device ?? crypto.randomUUID();
  const classes = [made, ...kept].slice(0, MOST);
  if (!(await write({ device, classes }))) return false;
  await dropPackages(others, classes);
  return true;
}

/** Drops what belongs to windows that ended long ago, the wraps with it. */
export async function dropEnded(shelved: Shelved, now: number): Promise<Shelved> {
  const isOver = ({ preparation }: PreparedClass) => preparation.closesAt + LONGER_MS < now;
  const classes = shelved.classes.filter((one) => !isOver(one));
  if (classes.length === shelved.classes.length) return shelved;
  const left = { ...shelved, classes };
  await write(left);
  await dropPackages(shelved.classes.filter(isOver), classes);
  return left;
}

/** The sitting as the device holds it, and what it is part of. */
export async function findPrepared(
  sitting: string,
): Promise<{ preparation: Preparation; prepared: PreparedSitting } | undefined> {
  for (const { preparation } of (await findShelved())?.classes ?? []) {
    const prepared = preparation.sittings.find((one) => one.sitting === sitting);
    if (prepared) return { preparation, prepared };
  }
  return undefined;
}

/** Hashes of the packages of a preparation, its own sitting's first. */
export function listPackages({ sittings }: Preparation): { sitting: string; hash: string }[] {
  const found = new Map<string, string>();
  for (const one of sittings) if (!found.has(one.package)) found.set(one.package, one.sitting);
  return [...found].map(([hash, sitting]) => ({ sitting, hash }));
}

async function write(shelved: Shelved): Promise<boolean> {
  const text = JSON.stringify(shelved);
  try {
    const shelf = await caches.open(SHELF);
    await shelf.put(ADDRESS, Response.json({ digest: hash(text), text }));
    return true;
  } catch {
    return false;
  }
}

async function dropPackages(gone: PreparedClass[], kept: PreparedClass[]): Promise<void> {
  const hashesOf = (all: PreparedClass[]) =>
    all.flatMap(({ preparation }) => listPackages(preparation).map(({ hash }) => hash));
  const needed = new Set(hashesOf(kept));
  for (const hash of hashesOf(gone)) if (!needed.has(hash)) await dropSealed(hash);
}

function hash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
