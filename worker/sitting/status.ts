import type { SittingStatus } from '../../scoring/wire/batch.ts';
import { limitOf, type Config } from './config.ts';

/** What a device is told of its sitting. The key goes to a bound attempt of an open sitting only. */
export function statusOf(
  config: Config,
  { now, bound }: { now: number; bound: boolean },
): SittingStatus {
  const { state, setup } = config;
  return {
    state,
    now,
    limit: limitOf(config),
    ...(state === 'open' && bound ? { contentKey: setup.contentKey } : {}),
  };
}
