import type { Medium } from '../wire/event.ts';
import type { Package } from '../wire/form.ts';
import type { Clock } from './clock.ts';
import type { LogHeader } from './frame.ts';
import type { Network } from './network.ts';

/** All that a device's side of the protocol needs from outside. Times in ms. */
export interface Outside {
  network: Network;
  clock: Clock;
  /** Runs once after `ms`; the answer takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
  /** UUID of a new attempt. */
  makeId(): string;
  /** 128 random bits in lower-case hex. */
  makeSecret(): string;
  /** What the device is like now. */
  medium(): Medium;
  /**
   * Fetches the attempt's sealed package as far as it can be had, and opens it where the base64 key
   * is given and fits. Never throws.
   */
  unseal(header: LogHeader, key: string | undefined): Promise<Package | undefined>;
}

/** As much of it as sending needs. */
export type Sending = Pick<Outside, 'network' | 'clock' | 'after' | 'random'>;
