import type { Response } from '../../../scoring/wire/response.ts';

/** Answers that undo and redo lead back to, as long as the task stays open. */
export class History {
  past = $state.raw<readonly Response[]>([]);
  future = $state.raw<readonly Response[]>([]);

  /** `now` is about to be replaced by another answer. */
  keep(now: Response): void {
    this.past = [...this.past, now];
    this.future = [];
  }

  /** The answer before `now`; undefined where there is none. */
  undo(now: Response): Response | undefined {
    const before = this.past.at(-1);
    if (!before) return undefined;
    this.past = this.past.slice(0, -1);
    this.future = [now, ...this.future];
    return before;
  }

  redo(now: Response): Response | undefined {
    const [after, ...later] = this.future;
    if (!after) return undefined;
    this.future = later;
    this.past = [...this.past, now];
    return after;
  }
}
