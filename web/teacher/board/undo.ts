import type { Board, BoardAction } from '../../../scoring/wire/board.ts';
import { m } from '../../kit/paraglide/messages.js';

/** What takes the action back; undefined where nothing does. `before` is the board it was done to. */
export function undoOf(action: BoardAction, before: Board): BoardAction | undefined {
  const row = 'seat' in action ? before.seats.find(({ seat }) => seat === action.seat) : undefined;
  switch (action.do) {
    case 'pause':
      return { do: 'resume' };
    case 'close':
      return { do: 'reopen' };
    case 'break':
      return { ...action, on: !action.on };
    case 'void':
      return { ...action, on: !action.on };
    case 'swap':
      return action;
    case 'absent':
      return { ...action, reason: readReason(row?.absence) };
    case 'accommodate':
      return { ...action, accommodations: row?.accommodations ?? null };
    default:
      return undefined;
  }
}

type Reason = Extract<BoardAction, { do: 'absent' }>['reason'];
const REASONS: readonly Reason[] = ['sick', 'leave', 'exempt', 'other'];

function readReason(absence: string | undefined): Reason {
  return REASONS.find((reason) => reason === absence) ?? null;
}

/** What has been done, in a sentence; empty where the board itself shows it. */
export function nameDeed(action: BoardAction): string {
  switch (action.do) {
    case 'pause':
      return m.teacher_did_pause();
    case 'close':
      return m.teacher_did_close();
    case 'extend':
      return action.seat === undefined
        ? m.teacher_did_extend({ minutes: action.minutes })
        : m.teacher_did_extend_seat({ minutes: action.minutes, seat: action.seat });
    case 'break':
      return action.on ? m.teacher_did_break(action) : m.teacher_did_break_end(action);
    case 'void':
      return action.on ? m.teacher_did_void() : m.teacher_did_unvoid();
    case 'swap':
      return m.teacher_did_swap({ a: action.seats[0], b: action.seats[1] });
    case 'absent':
      return action.reason === null ? m.teacher_did_present(action) : m.teacher_did_absent(action);
    case 'accommodate':
      return m.teacher_did_accommodate(action);
    case 'count-late':
      return m.teacher_did_count_late(action);
    case 'note':
      return m.teacher_did_note();
    case 'claim':
      return m.teacher_did_claim(action);
    default:
      return '';
  }
}
