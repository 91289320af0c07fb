import { parseCard } from '../../../scoring/journal/card.ts';
import type { DeviceTrouble, Preparation } from '../../../scoring/wire/preparation.ts';
import { fetchSealed, hasSealed } from '../sealed-package.ts';
import type { Reply } from '../../../scoring/journal/network.ts';
import { findTroubles, inOrder, isBlocking, type Stores } from './device-check.ts';
import { readBack } from './read-back.ts';
import { askPreparation } from './school.ts';
import { listPackages, shelve } from './shelf.ts';

/** In the order in which they are done, and shown. */
export const STEPS = ['ask', 'check', 'app', 'packages', 'prove'] as const;
export type Step = (typeof STEPS)[number];

export type Outcome =
  /** The school knows no such class code. */
  | { kind: 'unknown' }
  /** `told`: the school's board has heard of it. */
  | { kind: 'ended'; ready: boolean; troubles: DeviceTrouble[]; told: boolean };

/** Starts of a room are spread over this long. */
const SPREAD_MS = 30_000;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;
const LONGEST_SERVICE = 120_000;

export interface PreparingPorts {
  /** Class code of twelve symbols. */
  code: string;
  /** The journal's stores, once they have been opened; undefined where there are none. */
  stores: () => Promise<Stores>;
  /** Has the service worker keep the app. */
  keepApp: () => void;
  /** Starts the app anew, so that what was stored has to be found again. */
  restart: () => void;
}

/**
 * Prepares this device for the class of a code: checks, app, packages, and after a new start the
 * proof that all of it is still there. Whatever breaks off is taken up where it stood: a package
 * that was verified is not fetched again.
 */
export class Preparing {
  step = $state<Step>('ask');
  /** Of the step, 0 to 1. */
  fraction = $state(0);
  /** Whole seconds until this device's turn; 0 once it has come. */
  wait = $state(0);
  /** The school does not answer now; it is asked again. */
  isOffline = $state(false);
  preparation = $state.raw<Preparation>();
  outcome = $state.raw<Outcome>();
  readonly #ports: PreparingPorts;
  /** When this device may fetch. */
  #turn = 0;

  constructor(ports: PreparingPorts) {
    this.#ports = ports;
  }

  /** From the class link to the new start. */
  async prepare(): Promise<void> {
    const { code, stores, keepApp, restart } = this.#ports;
    const preparation = await this.#ask();
    if (!preparation) return;
    this.preparation = preparation;
    this.step = 'check';
    await this.#waitForTurn();
    const troubles = await findTroubles(await stores());
    this.step = 'app';
    keepApp();
    if (!troubles.includes('no-service') && !(await hasService())) troubles.push('no-service');
    this.step = 'packages';
    this.fraction = 0;
    const isKept = (await this.#fetchAll(preparation)) && (await shelve(code, preparation));
    if (isKept && !troubles.some(isBlocking)) {
      this.step = 'prove';
      restart();
      return;
    }
    await this.#fail(inOrder(isKept ? troubles : ['no-package', ...troubles]));
  }

  /** After the new start: is everything still there? */
  async prove(): Promise<void> {
    const { code, stores } = this.#ports;
    this.step = 'prove';
    const proof = await readBack(code, await stores());
    this.preparation = proof.preparation;
    const { ready, troubles } = proof;
    this.outcome = { kind: 'ended', ready, troubles, told: false };
    await this.#tell(proof.tell);
  }

  /** Somebody stands here and wants it now. */
  hurry(): void {
    this.#turn = 0;
  }

  async #fail(troubles: DeviceTrouble[]): Promise<void> {
    this.outcome = { kind: 'ended', ready: false, troubles, told: false };
    const proof = await readBack(this.#ports.code, await this.#ports.stores(), troubles);
    await this.#tell(proof.tell);
  }

  async #tell(tell: () => Promise<Reply<null>>): Promise<void> {
    for (let tries = 0; this.outcome?.kind === 'ended'; tries += 1) {
      const reply = await tell();
      if (reply.kind === 'ok') this.outcome = { ...this.outcome, told: true };
      if (reply.kind !== 'unreachable') return;
      await this.#pause(tries, reply.after);
    }
  }

  async #ask(): Promise<Preparation | undefined> {
    const reading = parseCard(this.#ports.code);
    for (let tries = 0; reading.ok; tries += 1) {
      const reply = await askPreparation(reading.sitting, reading.card);
      this.isOffline = reply.kind === 'unreachable';
      if (reply.kind === 'ok') return reply.value;
      if (reply.kind === 'refused') break;
      await this.#pause(tries, reply.after);
    }
    this.outcome = { kind: 'unknown' };
    return undefined;
  }

  /** Thirty devices that open one link together do not fetch together. */
  async #waitForTurn(): Promise<void> {
    this.#turn = Date.now() + Math.random() * SPREAD_MS;
    for (let left = SPREAD_MS; left > 0; left = this.#turn - Date.now()) {
      this.wait = Math.ceil((this.#turn - Date.now()) / 1_000);
      await sleep(Math.min(250, left));
    }
    this.wait = 0;
  }

  /** False where the device does not keep what it fetches. */
  async #fetchAll(preparation: Preparation): Promise<boolean> {
    const packages = listPackages(preparation);
    for (const [index, { sitting, hash }] of packages.entries()) {
      for (let tries = 0; !(await fetchSealed(sitting, hash)); tries += 1) {
        this.isOffline = true;
        await this.#pause(tries);
      }
      this.isOffline = false;
      if (!(await hasSealed(hash))) return false;
      this.fraction = (index + 1) / packages.length;
    }
    return true;
  }

  /** Exponential with full jitter, as the outbox does; the network's return ends it. */
  async #pause(tries: number, least = 0): Promise<void> {
    const most = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** tries);
    const ms = Math.max(least, FIRST_RETRY / 2 + Math.random() * most);
    await Promise.race([
      sleep(ms),
      new Promise((woken) => {
        window.addEventListener('online', woken, { once: true });
      }),
    ]);
  }
}

/** Until the service worker is active, which it is once it has kept the whole app. */
async function hasService(): Promise<boolean> {
  const isReady = navigator.serviceWorker.ready.then(() => true);
  return Promise.race([isReady, sleep(LONGEST_SERVICE).then(() => false)]);
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, ms)));
}
