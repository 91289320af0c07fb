import { DeviceTrouble } from '../../../scoring/wire/preparation.ts';
import { trustScript } from '../../kit/trusted.ts';
import address from '../journal-worker.ts?worker&url';
import type { LogReply } from '../../../scoring/journal/log-call.ts';
import type { LogFault } from '../../../scoring/journal/store-fault.ts';
import { listMissing } from './features.ts';

/** Room that a day of pupils, the app and its packages need together, with plenty to spare. */
const LEAST_BYTES = 50_000_000;
const LONGEST_VOICES = 2_000;
const LONGEST_PROBE = 10_000;

/** With one of these a device cannot take the test. */
const BLOCKING: readonly DeviceTrouble[] = ['no-store', 'old-browser', 'little-room', 'no-package'];

export function isBlocking(trouble: DeviceTrouble): boolean {
  return BLOCKING.includes(trouble);
}

/** Worst first, each once. */
export function inOrder(troubles: readonly DeviceTrouble[]): DeviceTrouble[] {
  return DeviceTrouble.options.filter((trouble) => troubles.includes(trouble));
}

/** The two stores of the journal as they were opened; undefined where neither was. */
export type Stores = { file: LogFault | 'ok'; index: LogFault | 'ok' } | undefined;

/** What this device does not do, by trying it; worst first. Packages and service worker aside. */
export async function findTroubles(stores: Stores): Promise<DeviceTrouble[]> {
  const [isPersistent, hasRoom, files, voice] = await Promise.all([
    askToPersist(),
    tryRoom(),
    probeFiles(),
    hasChineseVoice(),
  ]);
  const lacks: [DeviceTrouble, boolean][] = [
    // Packages and wraps lie in Cache Storage.
    ['no-store', stores === undefined || !('caches' in globalThis)],
    ['old-browser', listMissing().length > 0],
    ['little-room', files === 'full' || !hasRoom],
    ['no-files', stores?.file !== 'ok' || files === 'missing' || files === 'failed'],
    ['no-index', stores?.index !== 'ok'],
    ['no-service', !('serviceWorker' in navigator)],
    ['not-persistent', !isPersistent],
    ['no-voice', !voice],
  ];
  return lacks.flatMap(([trouble, is]) => (is ? [trouble] : []));
}

async function askToPersist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/**
 * Takes the room for a moment: what browsers estimate is often a round figure that says nothing of
 * the disk.
 */
async function tryRoom(): Promise<boolean> {
  const name = `room-${crypto.randomUUID()}`;
  try {
    const disk = await navigator.storage.getDirectory();
    const file = await (await disk.getFileHandle(name, { create: true })).createWritable();
    const isTaken = await file.truncate(LEAST_BYTES).then(
      () => true,
      () => false,
    );
    await file.abort().catch(() => undefined);
    await disk.removeEntry(name);
    return isTaken;
  } catch {
    return hasEstimatedRoom();
  }
}

/** Where no file can be tried. */
async function hasEstimatedRoom(): Promise<boolean> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    return quota === undefined || quota - usage >= LEAST_BYTES;
  } catch {
    return true;
  }
}

/** Has the journal's worker write a file, read it and delete it. */
function probeFiles(): Promise<LogFault | 'ok'> {
  return new Promise((resolve) => {
    let worker: Worker | undefined;
    const end = (found: LogFault | 'ok') => {
      worker?.terminate();
      clearTimeout(timer);
      resolve(found);
    };
    const timer = setTimeout(end, LONGEST_PROBE, 'failed');
    try {
      worker = new Worker(trustScript(address), { type: 'module' });
    } catch {
      end('missing');
      return;
    }
    worker.addEventListener('message', ({ data }: MessageEvent<LogReply>) => {
      end(data.ok ? 'ok' : data.why);
    });
    worker.addEventListener('error', () => {
      end('failed');
    });
    worker.postMessage({ id: 1, call: { kind: 'probe' } });
  });
}

/** A voice on the device itself: one from the network is silent when it matters. */
async function hasChineseVoice(): Promise<boolean> {
  if (!('speechSynthesis' in window)) return false;
  if (speechSynthesis.getVoices().length === 0) await untilVoices();
  return speechSynthesis
    .getVoices()
    .some(({ localService, lang }) => localService && isTaiwanese(lang));
}

function untilVoices(): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, LONGEST_VOICES);
    speechSynthesis.addEventListener(
      'voiceschanged',
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
}

/** Mandarin as it is spoken in Taiwan, in the many ways in which systems write that. */
export function isTaiwanese(lang: string): boolean {
  return /^(zh|cmn)([-_]hant)?[-_]tw\b|^(zh|cmn)[-_]hant$/i.test(lang);
}
