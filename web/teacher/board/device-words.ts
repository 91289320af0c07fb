import type { DeviceCount, DeviceTrouble } from '../../../scoring/wire/preparation.ts';
import { m } from '../../kit/paraglide/messages.js';

/** How the class's devices stand, a sentence each; what they cannot do comes last. */
export function describeDevices(devices: DeviceCount, total: number): string[] {
  const { ready, earlier, unfit } = devices;
  if (ready + earlier + unfit === 0) return [m.teacher_ready_none()];
  return [
    m.teacher_ready_today({ ready, total }),
    earlier > 0 && m.teacher_ready_earlier({ n: earlier }),
    unfit > 0 && m.teacher_ready_unfit({ n: unfit }),
  ].filter((line) => line !== false);
}

export function nameTrouble({ trouble, count }: DeviceCount['troubles'][number]): string {
  return m.teacher_ready_trouble({ trouble: TROUBLES[trouble](), n: count });
}

const TROUBLES: Record<DeviceTrouble, () => string> = {
  'no-store': m.teacher_trouble_no_store,
  'old-browser': m.teacher_trouble_old_browser,
  'little-room': m.teacher_trouble_little_room,
  'no-package': m.teacher_trouble_no_package,
  'no-files': m.teacher_trouble_no_files,
  'no-index': m.teacher_trouble_no_index,
  'no-service': m.teacher_trouble_no_service,
  'not-persistent': m.teacher_trouble_not_persistent,
  'no-voice': m.teacher_trouble_no_voice,
};
