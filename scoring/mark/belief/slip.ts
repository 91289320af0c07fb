import { BLOCKS } from '../../wire/block.ts';
import type { Node } from '../../run/tree.ts';
import { PACES } from './count.ts';
import { isSameNode, made } from './node.ts';
import { type Scripts, type Stack, eachStack } from './rewrite.ts';

/** One block missing in the body of a loop is put there. */
export function* completeLoop(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  const commands = plainCommands(offered);
  yield* eachStack(scripts, (stack, inLoop) =>
    inLoop && stack.length > 0 ? inserted(stack, commands) : [],
  );
}

/** One command that the pupil left to the machine is put where it was wanted: a turn, a grip, a lamp. */
export function* addUnsaid(scripts: Scripts, offered: ReadonlySet<string>): Generator<Scripts> {
  const commands = plainCommands(offered).filter(({ type }) => !PACES.has(type));
  yield* eachStack(scripts, (stack, inLoop) =>
    inLoop || stack.length === 0 ? [] : inserted(stack, commands),
  );
}

/** Two neighbours in another order. */
export function* exchangeNeighbours(scripts: Scripts): Generator<Scripts> {
  yield* eachStack(scripts, function* (stack) {
    for (const [at, node] of stack.entries()) {
      const next = stack[at + 1];
      if (next && !isSameNode(node, next)) yield stack.toSpliced(at, 2, next, node);
    }
  });
}

/** Commands of a world that need no number. */
function plainCommands(offered: ReadonlySet<string>): Node[] {
  return Object.entries(BLOCKS).flatMap(([type, spec]) =>
    offered.has(type) && spec.kind === 'command' && 'world' in spec && spec.sockets.length === 0
      ? [made(type)]
      : [],
  );
}

function* inserted(stack: Stack, commands: readonly Node[]): Generator<Stack> {
  for (let at = 0; at <= stack.length; at++)
    for (const command of commands)
      // Before or after its like is the same place.
      if (!isSameNode(command, stack[at])) yield stack.toSpliced(at, 0, command);
}
