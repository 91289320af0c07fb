import type { ResponseMatrix } from '../calibrate/matrix.ts';
import type { ReleaseInput } from '../report/roll.ts';
import type { Practice } from '../wire/item.ts';
import type { PastYear } from '../wire/scale.ts';
import type { Text } from '../wire/text.ts';

/** A form that was taken, with what the statistics must know of its items. */
export interface ClosingForm {
  form: string;
  title: Text;
  version: string;
  grade: number;
  items: {
    item: string;
    version: number;
    title: Text;
    max: number;
    counted: boolean;
    /** An answer item: its time may be too short for an effort. A program's effort is an edit. */
    short: boolean;
    /** What its subscore is. */
    practice: Practice;
  }[];
  /** Items (ids without version) that stand on other forms of the year too. */
  anchors: string[];
}

export type Gender = 'female' | 'male';

/**
 * All that a close is computed from, frozen by its first step: the same input and the same code
 * make the same release. Plain objects and typed arrays only, so that it can be stored as it is.
 * Row r of `matrix`, `classOf`, `form`, `gender` and `spent` is one tested pupil: counted, not
 * exempt, with at least one counted item answered; rows are in the order of `matrix.ids`
 * (enrolments, ascending).
 */
export interface ClosingInput {
  /** What the descriptive pages are made of; its `classes` are indexed by `classOf`. */
  report: ReleaseInput;
  academicYear: number;
  /** Marking engine's version. */
  engineVersion: string;
  forms: ClosingForm[];
  /** Columns are `item@version` of every form, ascending by id; counted and tried-out ones alike. */
  matrix: ResponseMatrix;
  /** Per row: index into `report.classes`. */
  classOf: Uint16Array;
  /** Per row: index into `forms`. */
  formOf: Uint8Array;
  /** Per row: null where the class list does not say. */
  gender: (Gender | null)[];
  /** Rows × items, milliseconds on the item; 0 where it was not seen. */
  spent: Uint32Array;
  programmes: {
    id: string;
    name: Text;
    members: { school: string; from: number; to: number | null }[];
  }[];
  /** `item@version` of what the newest decisions leave out, ascending. */
  heldOut: string[];
  /** Earlier published years, oldest first; the first is the base year. Empty in the base year. */
  past: PastYear[];
  /** Adopted cuts on the θ metric of the scale, ascending; null before a standard is adopted. */
  cuts: number[] | null;
  /** Of all chance in this close. */
  seed: number;
}
