/** The one function of papaparse 5.7.1 that is used; the package brings no types. */
declare module 'papaparse' {
  export function unparse(
    rows: (string | number | null)[][],
    options: { escapeFormulae: boolean; newline: string },
  ): string;
}
