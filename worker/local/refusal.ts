/** Why the start stops, in words for whoever typed it: both languages, no stack. */
export class Refusal extends Error {
  constructor(zh: string, en: string) {
    super(`✗ ${zh}\n  ${en}`);
    this.name = 'Refusal';
  }
}
