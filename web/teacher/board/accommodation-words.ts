import type { Accommodations } from '../../../scoring/wire/accommodation.ts';
import { m } from '../../kit/paraglide/messages.js';

/** What a pupil is given, a few words each. */
export function listAccommodations(given: Accommodations): string[] {
  const { extraMinutes, readAloud, input } = given;
  return [
    extraMinutes > 0 && m.teacher_acc_extra_n({ minutes: extraMinutes }),
    readAloud === 'device' && m.teacher_acc_read_device_is(),
    readAloud === 'person' && m.teacher_acc_read_person_is(),
    ...SWITCHES.map(({ field, name }) => given[field] && name()),
    input === 'keyboard' && m.teacher_acc_input_keyboard_is(),
    input === 'switch' && m.teacher_acc_input_switch_is(),
  ].filter((words) => words !== false);
}

/** What is given or not, in the order of the form. */
export const SWITCHES = [
  { field: 'breaks', name: m.teacher_acc_breaks },
  { field: 'separateRoom', name: m.teacher_acc_room },
  { field: 'largerText', name: m.teacher_acc_large },
  { field: 'highContrast', name: m.teacher_acc_contrast },
  { field: 'lineReader', name: m.teacher_acc_ruler },
  { field: 'helper', name: m.teacher_acc_helper },
] as const;

export const NO_ACCOMMODATIONS: Accommodations = {
  extraMinutes: 0,
  readAloud: 'none',
  breaks: false,
  separateRoom: false,
  largerText: false,
  highContrast: false,
  lineReader: false,
  input: 'usual',
  helper: false,
};
