import type { WorldKind } from '../wire/world.ts';
import type { Node } from './tree.ts';

/** A program ready to run. */
export interface Code {
  readonly kind: WorldKind;
  /** Instructions of opcode.ts. */
  readonly ops: readonly number[];
  /** By instruction: the block on whose behalf it is done. */
  readonly owners: readonly Node[];
  /** Instructions that begin a step of another block than their owner, and the block. */
  readonly starts: readonly number[];
  readonly started: readonly Node[];
  /** What the number store holds at first: two parameters, then variables, constants and temporaries. */
  readonly numbers: readonly number[];
  /** Variables in order of appearance, and where each stands in the number store. */
  readonly variables: readonly string[];
  readonly slots: readonly number[];
  /** Lists in order of appearance. */
  readonly lists: readonly string[];
  readonly events: readonly CodeEvent[];
}

/** An event, the number that the trace knows it by, and where the scripts that wait for it begin. */
export interface CodeEvent {
  readonly name: string;
  readonly mark: number;
  readonly scripts: number[];
}
