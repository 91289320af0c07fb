import type { DeviceStore } from '../../scoring/journal/device-store.ts';
import type { Network } from '../../scoring/journal/network.ts';
import type { Sitting } from '../../worker/sitting.ts';
import type { ObjectStorage } from './object-storage.ts';

/** A mistake that somebody could make, put in the way of the real thing for one run. */
export interface Planted {
  /** The network as one page has it. */
  network?: (network: Network) => Network;
  /** The stores as one page has them. */
  store?: (store: DeviceStore) => DeviceStore;
  /** What one instance of the server's object does otherwise. */
  sitting?: (sitting: Sitting, storage: ObjectStorage) => Partial<Sitting>;
}
