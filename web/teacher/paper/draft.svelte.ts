import type { PaperEntry } from '../../../scoring/wire/paper.ts';
import type { Response } from '../../../scoring/wire/response.ts';

type Responses = PaperEntry['responses'];

/** What a teacher has entered of one pupil's paper: in memory only, until it is sent. */
export class Draft {
  responses = $state.raw<Responses>({});
  #sent = $state.raw<Responses>({});

  /** Begins with what was entered before. */
  constructor(entered: Responses) {
    this.responses = entered;
    this.#sent = entered;
  }

  get isUnsent(): boolean {
    return this.responses !== this.#sent;
  }

  get answered(): number {
    return Object.keys(this.responses).length;
  }

  /** Undefined: the item is blank on paper. */
  write(item: string, response: Response | undefined): void {
    const others = Object.entries(this.responses).filter(([id]) => id !== item);
    this.responses = Object.fromEntries(response ? [...others, [item, response]] : others);
  }

  /** The server has stored `responses`. */
  settle(responses: Responses): void {
    this.#sent = responses;
  }
}
