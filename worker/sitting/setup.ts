import type { Text } from '../../scoring/wire/text.ts';

/** All that a sitting must know to run for a lesson without asking anybody. No pupil's name. */
export interface SittingSetup {
  code: string;
  campaign: string;
  campaignTitle: Text;
  kind: 'pilot' | 'census' | 'before-after' | 'rehearsal';
  schoolId: string;
  /** The school's name as it is spoken in the room. */
  school: string;
  classId: string;
  className: string;
  grade: number;
  form: {
    id: string;
    version: string;
    items: { item: string; title: Text }[];
    /** Net time. */
    minutes: number;
  };
  package: { hash: string; bytes: Uint8Array };
  seats: SeatSetup[];
  spares: SpareSetup[];
  /** The campaign's window, UTC milliseconds. */
  window: { opensAt: number; closesAt: number };
}

export interface SeatSetup {
  seat: number;
  enrolment: string;
  /** `hashCard` of worker/seal.ts. */
  cardHash: string;
  exempt: boolean;
}

/** A login card without a seat, printed on the proctor's sheet. */
export interface SpareSetup {
  /** 1, 2 or 3. */
  number: number;
  /** `hashCard` of worker/seal.ts. */
  cardHash: string;
}
