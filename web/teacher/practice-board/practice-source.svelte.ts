import type { Board, BoardAction } from '../../../scoring/wire/board.ts';
import type { Answer } from '../../kit/api.ts';
import type { BoardSource } from '../board/board-source.ts';
import type { Shown } from '../board/freshness.ts';
import { SPARE_SEAT, advance, gatherClass, happen, perform } from './practice-class.ts';
import { TASKS, type Task, isDone, turnsBefore } from './practice-script.ts';

const TICK = 3_000;

/** The made-up class as a board shows it, and the tasks: all of it in this page, nothing is sent. */
export class PracticeSource implements BoardSource {
  shown = $state.raw<Shown>();
  readonly fault = undefined;
  readonly link = 'live';
  heardAt = $state(0);
  readonly restored = false;

  /** Tasks that are done. */
  done = $state(0);
  readonly task = $derived<Task | undefined>(TASKS[this.done]);
  /** The spare card's answers went to a wrong seat: they were put back. */
  misplaced = $state(false);
  #seats = $state.raw<number[]>([]);
  #answered = $state(false);

  readonly #naming: Parameters<typeof gatherClass>[1];

  constructor(naming: Parameters<typeof gatherClass>[1]) {
    this.#naming = naming;
  }

  start = (): (() => void) => {
    this.#show(gatherClass(Date.now(), this.#naming));
    const ticking = setInterval(() => {
      this.#tick();
    }, TICK);
    return () => {
      clearInterval(ticking);
    };
  };

  poll = (): Promise<void> => {
    this.#tick();
    return Promise.resolve();
  };

  act = (action: BoardAction): Promise<Answer<Board>> => {
    this.misplaced = action.do === 'claim' && action.seat !== SPARE_SEAT;
    const board = this.misplaced ? this.#now() : perform(this.#now(), action, Date.now());
    this.#show(board);
    this.#getOn();
    return Promise.resolve({ ok: true, value: board });
  };

  look(seat: number): void {
    this.#seats = [...this.#seats, seat];
    this.#getOn();
  }

  answer(): void {
    this.#answered = true;
    this.#getOn();
  }

  reset(): void {
    this.done = 0;
    this.#seats = [];
    this.#answered = false;
    this.misplaced = false;
    this.#show(gatherClass(Date.now(), this.#naming));
  }

  /** Ticks the task off, and lets happen what the next one is about. */
  #getOn(): void {
    const looked = { seats: this.#seats, answered: this.#answered };
    for (let task = this.task; task && isDone(task, this.#now(), looked); task = this.task) {
      this.done += 1;
      for (const turn of turnsBefore(TASKS[this.done]))
        this.#show(happen(this.#now(), turn, Date.now()));
    }
  }

  #tick(): void {
    this.#show(advance(this.#now(), Date.now()));
  }

  #now(): Board {
    return this.shown?.board ?? gatherClass(Date.now(), this.#naming);
  }

  #show(board: Board): void {
    const at = Date.now();
    this.heardAt = at;
    this.shown = { board: { ...board, now: at }, at };
  }
}
