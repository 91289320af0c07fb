/** The sentences of a text, in order: a number's point ends none. */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[。！？!?])|(?<=\.)(?=\s)|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
