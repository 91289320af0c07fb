import { BLOCKS } from '../../wire/block.ts';
import type { Node } from '../../run/tree.ts';
import { PACES } from './count.ts';
import { turnBody } from './loop.ts';
import { isSameNode, made } from './node.ts';
import { type Scripts, type Stack, eachStack } from './rewrite.ts';

/** One block missing in the body of a loop is put there. */
export function* completeLoop(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  const commands = plainCommands(scripts, offered);
  yield* eachStack(scripts, (stack, inLoop) =>
    inLoop && stack.length > 0 ? inserted(stack, commands) : [],
  );
}

/** One block missing is put anywhere but into a loop. */
export function* insertOutside(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  yield* insertOne(scripts, plainCommands(scripts, offered));
}

/** One command that the pupil left to the machine is put where it was wanted: a turn, a grip, a lamp. */
export function* addUnsaid(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  yield* insertOne(
    scripts,
    plainCommands(scripts, offered).filter(({ type }) => !PACES.has(type)),
  );
}

function* insertOne(scripts: Scripts, commands: readonly Node[]): Generator<Scripts> {
  yield* eachStack(scripts, (stack, inLoop) =>
    inLoop || stack.length === 0 ? [] : inserted(stack, commands),
  );
}

/** One command, with all that is in it, is taken away. */
export function* dropBlock(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries())
      if (!isSameNode(node, stack[at + 1])) yield stack.toSpliced(at, 1);
  });
}

/** Two neighbours in another order, or the two halves of a loop's body. */
export function* exchangeOrder(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const next = stack[at + 1];
      if (next && !isSameNode(node, next)) yield stack.toSpliced(at, 2, next, node);
    }
  });
  yield* turnBody(scripts);
}

/** Commands of a world that need no number, and calls of the functions that need none. */
function plainCommands(scripts: Scripts, offered: ReadonlySet<string>): Node[] {
  const plain = Object.entries(BLOCKS).flatMap(([type, spec]) =>
    offered.has(type) && spec.kind === 'command' && 'world' in spec && spec.sockets.length === 0
      ? [made(type)]
      : [],
  );
  if (!offered.has('call')) return plain;
  const calls = scripts.flatMap(({ hat: { type, fields } }) =>
    type === 'define' ? [made('call', { fields })] : [],
  );
  return [...plain, ...calls];
}

function* inserted(stack: Stack, commands: readonly Node[]): Generator<Stack> {
  for (let at = 0; at <= stack.length; at++)
    for (const command of commands)
      // Before or after its like is the same place.
      if (!isSameNode(command, stack[at])) yield stack.toSpliced(at, 0, command);
}
