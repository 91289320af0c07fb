import { m } from '../../kit/paraglide/messages.js';
import type { Safety } from '../../../scoring/journal/safety.ts';
import type { DeviceHealth } from '../../../scoring/journal/device-store.ts';

export interface Told {
  text: string;
  serious: boolean;
}

/** A lost connection is a small matter for this long, in ms; then it is told to the teacher. */
const SERIOUS_AFTER = 120_000;
/** A connection that is back is worth a word for this long. */
const GOOD_NEWS = 6_000;

/** The one notice that matters most now, if any: at `now` of the monotonic clock. */
export function chooseNotice(safety: Safety, health: DeviceHealth, now: number): Told | undefined {
  const { downSince, upSince, storeFails, refused } = safety;
  if (storeFails)
    return {
      text: downSince === undefined ? m.student_health_memory() : m.student_health_lost(),
      serious: true,
    };
  if (downSince !== undefined && now - downSince >= SERIOUS_AFTER) {
    const minutes = Math.floor((now - downSince) / 60_000);
    return { text: m.student_down_long({ minutes }), serious: true };
  }
  if (refused !== undefined) return { text: m.student_refused(), serious: true };
  if (downSince !== undefined) return { text: m.student_down(), serious: false };
  if (health.file !== 'ok') return { text: m.student_health_file(), serious: false };
  if (health.index !== 'ok') return { text: m.student_health_index(), serious: false };
  if (upSince !== undefined && now - upSince < GOOD_NEWS)
    return { text: m.student_up(), serious: false };
  return undefined;
}
