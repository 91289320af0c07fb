import * as Blockly from 'blockly/core';
import { LARGEST_NUMBER } from '../../../scoring/wire/world.ts';
import { type NameKind, findNames, listNamed, sayName } from './names.ts';

/** What a pick offers: texts and their stored values. */
type Choices = () => [text: string, value: string][];

/**
 * One of several. Unlike Blockly's own, it keeps and shows a value that it does not offer: what a
 * program holds is not changed by looking at it.
 */
class Pick extends Blockly.FieldDropdown {
  #held = '';

  constructor(list: (field: Pick) => ReturnType<Choices>) {
    super(Blockly.Field.SKIP_SETUP);
    this.setOptions(() => {
      const choices = list(this);
      const isOffered = choices.some(([, value]) => value === this.#held);
      return isOffered ? choices : [[this.#held, this.#held], ...choices];
    });
  }

  protected override doClassValidation_(value?: unknown): string | null {
    this.#held = typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
    this.getOptions(false);
    return this.#held;
  }

  protected override doValueUpdate_(value: string): void {
    super.doValueUpdate_(value);
    // A call says what the parameters of its function are called.
    for (const field of this.getSourceBlock()?.getFields() ?? [])
      if (field instanceof Told) field.forceRerender();
  }

  /** A touch in the toolbox takes the block. */
  override isClickableInFlyout(): boolean {
    return false;
  }
}

/** Text that a block's names give; `SERIALIZABLE` where a value of its own stands behind it. */
class Told extends Blockly.FieldLabel {
  readonly #tell: (field: Told) => string;

  constructor(tell: (field: Told) => string, isStored: boolean) {
    super('');
    this.#tell = tell;
    this.SERIALIZABLE = isStored;
  }

  protected override getText_(): string {
    return this.#tell(this);
  }
}

class WholeNumber extends Blockly.FieldNumber {
  /** Chinese keyboards write full-width digits. */
  protected override doClassValidation_(value?: unknown): number | null {
    return super.doClassValidation_(
      typeof value === 'string' ? value.normalize('NFKC').replace('−', '-') : value,
    );
  }

  override isClickableInFlyout(): boolean {
    return false;
  }
}

/** Whole numbers from 1 to 99. */
export function makeTimes(): Blockly.Field {
  return new WholeNumber(4, 1, 99, 1);
}

/** Any whole number that a program may hold. */
export function makeNumber(): Blockly.Field {
  return new WholeNumber(1, -LARGEST_NUMBER, LARGEST_NUMBER, 1);
}

/** One of `options`, each with its text. */
export function makeChoice(options: readonly string[], say: (option: string) => string) {
  const field = new Pick(() => options.map((option) => [say(option), option]));
  field.setValue(options[0] ?? '');
  return field;
}

/** A name to pick; functions only with so many parameters. */
export function makeName(kind: NameKind, parameters?: number): Blockly.Field {
  return new Pick((field) => {
    const names = findNames(field.getSourceBlock());
    return names
      ? listNamed(names, kind, parameters).map((named) => [sayName(named), named.id])
      : [];
  });
}

/** A name that stands fast. */
export function makeLabel(kind: NameKind): Blockly.Field {
  return new Told((field) => {
    const id = String(field.getValue());
    const names = findNames(field.getSourceBlock());
    const named = names && listNamed(names, kind).find((one) => one.id === id);
    return named ? sayName(named) : id;
  }, true);
}

/** What the function that the block calls names its parameter at `place`; a program without names shows none. */
export function makeParameterLabel(place: number): Blockly.Field {
  return new Told((field) => {
    const block = field.getSourceBlock();
    const called = findNames(block)?.functions.find(
      (one) => one.id === block?.getFieldValue('NAME'),
    );
    const parameter = called?.parameters[place];
    return parameter ? sayName(parameter) : '';
  }, false);
}
