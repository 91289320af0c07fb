/** What the command line uses of papaparse 5.7.1; the package brings no types. */
declare module 'papaparse' {
  interface ParseProblem {
    code: string;
    message: string;
    row?: number;
  }
  export function parse(
    text: string,
    options: {
      delimiter: string;
      skipEmptyLines: boolean;
      step: (line: { data: string[]; errors: ParseProblem[] }) => void;
    },
  ): void;
}
