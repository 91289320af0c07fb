import type { Board, BoardAction } from '../../../scoring/wire/board.ts';
import type { Answer, ApiFault } from '../../kit/api.ts';
import type { Shown } from './freshness.ts';

/** How a board is kept fresh; `lost` when no way works. */
export type BoardLink = 'joining' | 'live' | 'polling' | 'lost';

/** Where a board comes from and its actions go: a sitting, or a class that is played in the page. */
export interface BoardSource {
  readonly shown: Shown | undefined;
  readonly fault: ApiFault | undefined;
  readonly link: BoardLink;
  /** Device time of the last word from the source, though it be no board. */
  readonly heardAt: number;
  /** The link was lost and is back: said for a few seconds. */
  readonly restored: boolean;
  /** Begins to listen; returns the way to stop. */
  start: () => () => void;
  /** Asks once more. */
  poll: () => Promise<void>;
  /** Asks the sitting to do something; a refusal is the answer's, not the board's. */
  act: (action: BoardAction) => Promise<Answer<Board>>;
}

/** What the reader may do beyond the room: a pass opens the board alone, a practice reaches nothing. */
export type BoardReach = 'school' | 'pass' | 'practice';
