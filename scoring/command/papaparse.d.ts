/** What the command line uses of papaparse 5.7.1, which Node loads as CommonJS; it brings no types. */
declare module 'papaparse' {
  interface Papa {
    parse(
      text: string,
      options: {
        delimiter: string;
        newline: string;
        skipEmptyLines: boolean;
        step: (line: { data: string[]; errors: { message: string }[] }) => void;
      },
    ): void;
  }
  const papa: Papa;
  export default papa;
}
