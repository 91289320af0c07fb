import type { BoardAction } from '../../../scoring/wire/board.ts';
import type { ApiFault } from '../../kit/api.ts';
import type { BoardSource } from './board-source.ts';
import { undoOf } from './undo.ts';

/** The proctor's actions on a board: one at a time; what came of the last one, and how to take it back. */
export class Deeds {
  busy = $state(false);
  fault = $state.raw<ApiFault>();
  last = $state.raw<{ action: BoardAction; undo: BoardAction | undefined }>();
  readonly #source: BoardSource;

  constructor(source: BoardSource) {
    this.#source = source;
  }

  act(action: BoardAction): Promise<void> {
    const before = this.#source.shown?.board;
    return this.#do(action, before && undoOf(action, before));
  }

  /** Takes the last action back; that is not taken back again. */
  async undo(): Promise<void> {
    const undo = this.last?.undo;
    if (undo) await this.#do(undo, undefined);
  }

  dismiss(): void {
    this.last = undefined;
    this.fault = undefined;
  }

  async #do(action: BoardAction, undo: BoardAction | undefined): Promise<void> {
    this.busy = true;
    const answer = await this.#source.act(action);
    this.busy = false;
    this.fault = answer.ok ? undefined : answer.fault;
    this.last = answer.ok ? { action, undo } : undefined;
  }
}
