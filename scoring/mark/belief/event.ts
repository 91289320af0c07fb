import type { Node } from '../../run/tree.ts';
import { type Scripts, expand, rewriteStacks } from './rewrite.ts';

/** All scripts run once, one below the other, whatever happens and whoever calls. */
export function runAsWritten(scripts: Scripts): Scripts[] {
  const [main, ...others] = scripts;
  const heard = others.filter(({ hat }) => hat.type === 'when');
  if (!main || heard.length === 0) return [];
  const body = [main, ...heard].flatMap((script) => script.body);
  const rest = others.filter(({ hat }) => hat.type !== 'when');
  const silent = (node: Node) => (node.type === 'broadcast' ? [] : undefined);
  return [rewriteStacks([{ ...main, body }, ...rest], (stack) => expand(stack, silent))];
}
