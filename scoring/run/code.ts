import type { Node } from './tree.ts';

/** A program ready to run. */
export interface Code {
  /** Instructions of opcode.ts. */
  readonly ops: Int32Array;
  /** By instruction: the block that is lit when it begins a step. */
  readonly lit: readonly (Node | undefined)[];
  /** By instruction: the block that is at fault when it fails. */
  readonly owners: readonly (Node | undefined)[];
  /** What the number store holds at first: two parameters, then variables, constants and temporaries. */
  readonly numbers: readonly number[];
  /** Variables in order of appearance, and where each stands in the number store. */
  readonly variables: readonly string[];
  readonly slots: readonly number[];
  /** Lists in order of appearance. */
  readonly lists: readonly string[];
  readonly events: readonly CodeEvent[];
  /** How many counted loops of one script or function are open at once at most. */
  readonly loops: number;
}

/** An event, the number that the trace knows it by, and where the scripts that wait for it begin. */
export interface CodeEvent {
  readonly name: string;
  readonly mark: number;
  readonly scripts: number[];
}
