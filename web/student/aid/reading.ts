/** Says one sentence; `ended` is called once it is said, not when it was broken off. */
export interface Voice {
  say(sentence: string, rate: number, ended: () => void): void;
  /** Silence at once. */
  hush(): void;
}

export const RATES = [0.7, 1, 1.4] as const;
export type Rate = (typeof RATES)[number];

/**
 * Reads sentences aloud, one after the other. A pause breaks the sentence off and going on says it
 * from its beginning: devices that cannot hold a voice in the middle of a word can all be silent.
 */
export class Reading {
  mode: 'silent' | 'reading' | 'paused' = 'silent';
  /** Which sentence is being said. */
  at = 0;
  rate: Rate = 1;
  readonly #voice: Voice;
  readonly #changed: () => void;
  #sentences: readonly string[] = [];
  /** Counts what was begun, so that what was broken off has no say. */
  #turn = 0;

  constructor(voice: Voice, changed: () => void) {
    this.#voice = voice;
    this.#changed = changed;
  }

  read(sentences: readonly string[]): void {
    this.#sentences = sentences;
    this.at = 0;
    this.#sayNext();
  }

  pause(): void {
    if (this.mode === 'reading') this.#turnTo('paused');
  }

  goOn(): void {
    if (this.mode === 'paused') this.#sayNext();
  }

  stop(): void {
    this.at = 0;
    this.#turnTo('silent');
  }

  /** What is being said is said again at the new speed. */
  pace(rate: Rate): void {
    this.rate = rate;
    if (this.mode === 'reading') this.#sayNext();
    else this.#changed();
  }

  #turnTo(mode: 'silent' | 'paused'): void {
    this.#turn += 1;
    this.mode = mode;
    this.#voice.hush();
    this.#changed();
  }

  #sayNext(): void {
    const sentence = this.#sentences[this.at];
    if (sentence === undefined) {
      this.stop();
      return;
    }
    this.#turn += 1;
    const turn = this.#turn;
    this.mode = 'reading';
    this.#voice.hush();
    this.#voice.say(sentence, this.rate, () => {
      if (turn !== this.#turn) return;
      this.at += 1;
      this.#sayNext();
    });
    this.#changed();
  }
}
