import type { Board } from '../../../scoring/wire/board.ts';
import { ABSENT_SEAT, HELP_SEAT, SLOW_SEAT, SPARE_SEAT, type Turn } from './practice-class.ts';

/** Tasks of the practice in their order, and what happens of itself when one is reached. */
export const TASKS = ['open', 'help', 'claim', 'absent', 'extend', 'offline', 'collect'] as const;
export type Task = (typeof TASKS)[number];

const TURNS: Partial<Record<Task, Turn[]>> = {
  help: ['hand'],
  claim: ['hand-down', 'spare'],
  offline: ['lost'],
  collect: ['found', 'end'],
};

export function turnsBefore(task: Task | undefined): Turn[] {
  return (task && TURNS[task]) ?? [];
}

/** What the proctor did beside the board. */
export interface Looked {
  /** Seats whose dialog was opened since the task was set. */
  seats: readonly number[];
  /** The question of the seat without a network was answered rightly. */
  answered: boolean;
}

/** Is the task done? `limit` was the seat's before anything. */
export function isDone(task: Task, board: Board, looked: Looked): boolean {
  const rowOf = (seat: number) => board.seats.find((row) => row.seat === seat);
  switch (task) {
    case 'open':
      return board.openedAt !== undefined;
    case 'help':
      return looked.seats.includes(HELP_SEAT);
    case 'claim':
      return board.unclaimed.length === 0 && rowOf(SPARE_SEAT)?.state === 'working';
    case 'absent':
      return rowOf(ABSENT_SEAT)?.absence === 'sick';
    case 'extend':
      return (rowOf(SLOW_SEAT)?.limit ?? 0) > board.limit;
    case 'offline':
      return looked.answered;
    case 'collect':
      return board.state === 'closed';
  }
}
