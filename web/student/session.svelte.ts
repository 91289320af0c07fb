import {
  Device,
  type DeviceStage,
  type SeatPlace,
  type Unsent,
} from '../../scoring/journal/device.ts';
import type { DeviceHealth } from '../../scoring/journal/device-store.ts';
import { Attempt } from './attempt.svelte.ts';
import { openDevice } from './journal/open-device.ts';
import { openOutside } from './outside.ts';

export type Stage =
  | Exclude<DeviceStage, { kind: 'attempt' }>
  /** Nothing can be kept on this device. */
  | { kind: 'refused' }
  | { kind: 'attempt'; attempt: Attempt };

/** What happens on this device, as the page shows it. */
export class Session {
  stage = $state.raw<Stage>({ kind: 'opening' });
  health = $state.raw<DeviceHealth>({ file: 'ok', index: 'ok' });
  /** Attempts of earlier pupils that the server does not have in full. */
  unsent = $state(0);
  #device: Device | undefined;
  #shown: DeviceStage | undefined;
  #attempt: Attempt | undefined;

  async open(): Promise<void> {
    const store = await openDevice((health) => {
      this.health = health;
    });
    if (!store) {
      this.stage = { kind: 'refused' };
      return;
    }
    this.health = { ...store.health };
    const device = new Device(store, openOutside(), () => {
      this.#mirror(device);
    });
    this.#device = device;
    await device.read();
  }

  /** Begins the attempt of the seat that was confirmed, or goes on with it where it lies here. */
  async enter(place: SeatPlace, card: string): Promise<void> {
    await this.#getDevice().enter(place, card);
  }

  /** The next pupil's turn. What this one has not sent goes on being sent. */
  async leave(): Promise<void> {
    await this.#getDevice().leave();
  }

  /** What can leave this device by hand only. */
  listUnsent(): Unsent[] {
    return this.#device?.listUnsent() ?? [];
  }

  wake(): void {
    this.#device?.wake();
  }

  /** Is the attempt one that an earlier pupil left here? */
  holds(attempt: string): boolean {
    return this.#device?.holds(attempt) ?? false;
  }

  #getDevice(): Device {
    if (!this.#device) throw new Error('the device is not open');
    return this.#device;
  }

  #mirror({ stage, unsent }: Device): void {
    this.unsent = unsent;
    if (stage === this.#shown) {
      this.#attempt?.mirror();
      return;
    }
    this.#shown = stage;
    if (stage.kind === 'attempt') {
      this.#attempt = new Attempt(stage.course);
      this.stage = { kind: stage.kind, attempt: this.#attempt };
    } else {
      this.#attempt = undefined;
      this.stage = stage;
    }
  }
}
