import type { Answer, ApiFault } from '../api.ts';
import { desk } from './desk.svelte.ts';

/** One document that a page shows. A later load that fails keeps what was there before. */
export class Loaded<T> {
  value = $state.raw<T>();
  fault = $state.raw<ApiFault>();
  readonly #ask: () => Promise<Answer<T>>;

  constructor(ask: () => Promise<Answer<T>>) {
    this.#ask = ask;
  }

  async load(): Promise<void> {
    const answer = await this.#ask();
    if (answer.ok) {
      this.value = answer.value;
      this.fault = undefined;
    } else {
      this.fault = answer.fault;
      desk.notice(answer.fault);
    }
  }
}
