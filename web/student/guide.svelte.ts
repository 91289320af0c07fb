import { type Guided, type Practised, STEPS, practise } from './guided.ts';

/** The guided practice as the page shows it. */
export class Guide {
  #guided = $state.raw<Guided>() as Guided;
  readonly done = $derived(this.#guided.done);
  readonly isDone = $derived(this.done >= STEPS.length);
  /** The next step, where one is left. */
  readonly step = $derived(STEPS[this.done]);
  /** There is a change on this desk that can be undone. */
  readonly canUndo = $derived(this.#guided.before !== undefined);
  readonly #told: (done: number) => void;

  /** `done`: steps from before this page was loaded; `told` hears of each further one. */
  constructor(done: number, told: (done: number) => void) {
    this.#guided = { done, now: { blocks: [] }, before: undefined };
    this.#told = told;
  }

  take(practised: Practised): void {
    const { done } = this.#guided;
    this.#guided = practise(this.#guided, practised);
    if (this.#guided.done > done) this.#told(this.#guided.done);
  }
}
