import type { Node, Script } from '../../scoring/run/tree.ts';
import { findSpec } from '../../scoring/wire/block.ts';
import type { Block, BlockInput, Program } from '../../scoring/wire/program.ts';

/** A tree as the program that it is read from, with fresh ids: b0, b1, … in reading order. */
export function buildProgram(scripts: readonly Script[]): Program {
  let count = 0;
  const build = (node: Node): Block => {
    const { type, fields, sockets, mouths, isShadow } = node;
    const id = isShadow ? {} : { id: `b${count++}` };
    const spec = findSpec(type);
    const inputs: [string, BlockInput][] = [
      ...sockets.map((inner, at): [string, BlockInput] => [
        spec?.sockets[at]?.name ?? '',
        inner ? { [inner.isShadow ? 'shadow' : 'block']: build(inner) } : {},
      ]),
      ...mouths.map((stack, at): [string, BlockInput] => [spec?.mouths[at] ?? '', chain(stack)]),
    ];
    return {
      type,
      ...id,
      ...(Object.keys(fields).length > 0 && { fields: typed(type, fields) }),
      ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs) }),
    };
  };
  const chain = (stack: readonly Node[]): { block?: Block } => {
    const blocks = stack.map(build);
    blocks.forEach((block, at) => {
      const above = blocks[at - 1];
      if (above) above.next = { block };
    });
    return blocks[0] ? { block: blocks[0] } : {};
  };
  return {
    blocks: scripts.map(({ hat, body }) => {
      const block = build(hat);
      const next = chain(body);
      return next.block ? { ...block, next } : block;
    }),
  };
}

/** Numbers stand in programs as numbers. */
function typed(type: string, fields: Node['fields']): Record<string, string | number> {
  const numeric = (name: string) => {
    const of = findSpec(type)?.fields.find((field) => field.name === name)?.of;
    return of === 'times' || of === 'number';
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, numeric(name) ? Number(value) : value]),
  );
}

/** A program in a line, for messages: `repeat 3(move turn_left)`. */
export function spellScripts(scripts: readonly Script[]): string {
  const [main, ...others] = scripts;
  const rest = others.map(({ hat, body }) => ` · ${spell(hat)}: ${spellStack(body)}`);
  return `${spellStack(main?.body ?? [])}${rest.join('')}`;
}

function spellStack(stack: readonly Node[]): string {
  return stack.map(spell).join(' ');
}

function spell({ type, fields, sockets, mouths }: Node): string {
  if (type === 'number') return fields['NUM'] ?? '';
  const name = [type, ...Object.values(fields)].join(' ');
  const parts = [
    ...sockets.map((inner) => (inner ? spell(inner) : '–')),
    ...mouths.map(spellStack),
  ];
  return parts.length > 0 ? `${name}(${parts.join('; ')})` : name;
}
