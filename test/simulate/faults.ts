import { DEVICE_FAULTS } from './planted-device.ts';
import type { Planted } from './planted.ts';
import { SERVER_FAULTS } from './planted-server.ts';

/** Mistakes that the simulation must find, by name. */
export const FAULTS: Readonly<Record<string, () => Planted>> = {
  ...DEVICE_FAULTS,
  ...SERVER_FAULTS,
};

/** Throws RangeError for a name that no fault has. */
export function getFault(name: string): () => Planted {
  const plant = Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined;
  if (!plant) throw new RangeError(`no fault "${name}": ${Object.keys(FAULTS).join(' | ')}`);
  return plant;
}
