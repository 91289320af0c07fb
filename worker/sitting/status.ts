import type { SittingStatus } from '../../scoring/wire/batch.ts';
import { limitOf, type Config } from './config.ts';

/** What a device is told of its sitting; a bound attempt also the key, while the sitting is open. */
export function statusOf(
  config: Config,
  { now, contentKey }: { now: number; contentKey?: string | undefined },
): SittingStatus {
  const { state } = config;
  return {
    state,
    now,
    limit: limitOf(config),
    ...(state === 'open' && contentKey !== undefined ? { contentKey } : {}),
  };
}
