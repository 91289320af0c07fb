/** What a choice of a block shows where it is a sign and no word, in every language. */
export const SIGNS: Readonly<Record<string, string>> = {
  EQ: '=',
  NEQ: '≠',
  LT: '<',
  LTE: '≤',
  GT: '>',
  GTE: '≥',
  ADD: '+',
  MINUS: '−',
  MULTIPLY: '×',
};
