/** Options as they were written: a word, a flag, or not there. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the researcher's command line: pure, files come in as their text. */
export interface Command {
  /** One line: what it prints. */
  about: string;
  /** Its arguments and options, as the page of help shows them. */
  usage: string;
  /** What each printed field is, with its unit and convention: the lines of the page of help. */
  prints: string;
  /** Names of the files that it wants, in their order; after them come those of `file` options. */
  files: readonly string[];
  options: Readonly<Record<string, { type: 'string' | 'boolean' | 'file'; help: string }>>;
  /**
   * What it prints; `refused` is a reason for exit 1 although there is something to print, such as a
   * calibration that did not converge. Throws DataFault or RangeError with one line. `tell` takes a
   * line of progress.
   */
  run(input: { files: readonly string[]; values: Values; tell: (line: string) => void }): {
    printed: unknown;
    refused?: string | undefined;
  };
}
