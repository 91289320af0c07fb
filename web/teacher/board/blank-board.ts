import type { Board, SeatRow } from '../../../scoring/wire/board.ts';

const MINUTE = 60_000;

/** A seat at which nobody has signed in, but for `change`. */
export function blankSeat(seat: number, change: Partial<SeatRow> = {}): SeatRow {
  return {
    seat,
    enrolment: `00000000-0000-4000-8000-${String(seat).padStart(12, '0')}`,
    state: 'not-started',
    answered: 0,
    unsent: 0,
    used: 0,
    limit: 40 * MINUTE,
    onBreak: false,
    flags: CALM,
    ...change,
  };
}

export const CALM: SeatRow['flags'] = {
  help: false,
  away: false,
  branched: false,
  late: false,
  rapid: false,
  unlocked: false,
  gap: false,
};

/** A made-up class that waits, but for `change`. */
export function blankBoard(change: Partial<Board> = {}): Board {
  return {
    sitting: '7K3M',
    campaign: 'practice',
    campaignTitle: { 'zh-TW': '演練', en: 'Rehearsal' },
    school: '望潮國小',
    className: '602',
    grade: 6,
    state: 'waiting',
    now: 0,
    limit: 40 * MINUTE,
    items: [],
    devices: { ready: 0, earlier: 0, unfit: 0, troubles: [] },
    voided: [],
    incidents: [],
    seats: [],
    unclaimed: [],
    unscored: 0,
    ...change,
  };
}
