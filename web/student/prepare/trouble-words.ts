import type { DeviceTrouble } from '../../../scoring/wire/preparation.ts';
import { m } from '../../kit/paraglide/messages.js';

/** What a device does not do, and the one thing to do about it. */
export const sayTrouble: Record<DeviceTrouble, () => string> = {
  'no-store': m.student_trouble_store,
  'old-browser': m.student_trouble_browser,
  'little-room': m.student_trouble_room,
  'no-package': m.student_trouble_package,
  'no-files': m.student_trouble_files,
  'no-index': m.student_trouble_index,
  'no-service': m.student_trouble_service,
  'not-persistent': m.student_trouble_persistence,
  'no-voice': m.student_trouble_voice,
};

/** What works where none of the troubles was found. */
const WORKS: [DeviceTrouble[], () => string][] = [
  [['no-package'], m.student_works_package],
  [['no-service'], m.student_works_service],
  [['no-store', 'no-files', 'no-index'], m.student_works_stores],
  [['not-persistent'], m.student_works_persistence],
  [['no-voice'], m.student_works_voice],
];

export function listWorks(troubles: readonly DeviceTrouble[]): string[] {
  return WORKS.flatMap(([spoiling, say]) =>
    spoiling.some((trouble) => troubles.includes(trouble)) ? [] : [say()],
  );
}
