import type { Node, Script } from '../../scoring/run/tree.ts';

/**
 * The JavaScript that Blockly would generate for the scripts (ECMAScript 5, variables and lists
 * global, a function for each `define`), with one function for each script that waits for an event.
 * It counts no steps, lights no blocks and checks no numbers. World blocks are calls of functions
 * of their own names; `broadcast` and `nextEvent` are expected beside them.
 */
export function toJavaScript(scripts: readonly Script[]): string {
  const [main, ...others] = scripts;
  const names = { variables: new Set<string>(), lists: new Set<string>() };
  const source = new Source(names);
  const functions = others.map((script, at) => source.script(script, at)).join('');
  const body = source.stack(main?.body);
  const globals = [
    ...Array.from(names.variables, (name) => `v_${name} = 0`),
    ...Array.from(names.lists, (name) => `l_${name} = []`),
    'event',
  ];
  const heard = others.map(({ hat }, at) =>
    hat.type === 'when' ? `if (event === '${hat.fields['EVENT'] ?? ''}') when_${at}();\n` : '',
  );
  const loop = `while ((event = nextEvent()) !== '') {\n${heard.join('')}}\n`;
  return `var ${globals.join(', ')};\n${functions}${body}${loop}`;
}

const OPERATORS: Record<string, string> = {
  EQ: '==',
  NEQ: '!=',
  LT: '<',
  LTE: '<=',
  GT: '>',
  GTE: '>=',
  ADD: '+',
  MINUS: '-',
  MULTIPLY: '*',
};

class Source {
  readonly #names: { variables: Set<string>; lists: Set<string> };
  #loops = 0;

  constructor(names: { variables: Set<string>; lists: Set<string> }) {
    this.#names = names;
  }

  script({ hat, body }: Script, at: number): string {
    const { NAME = '', P1, P2 } = hat.fields;
    const parameters = [P1, P2].filter((name) => name !== undefined);
    const head =
      hat.type === 'when'
        ? `when_${at}()`
        : `f_${NAME}(${parameters.map((name) => `p_${name}`).join(', ')})`;
    return `function ${head} {\n${this.stack(body)}}\n`;
  }

  stack(nodes: readonly Node[] = []): string {
    return nodes.map((node) => this.#statement(node)).join('');
  }

  #statement(node: Node): string {
    const { type, fields, mouths } = node;
    const value = (socket: number) => this.#value(node, socket);
    const body = () => this.stack(mouths[0]);
    const { NAME = '', EVENT = '', TIMES = '' } = fields;
    switch (type) {
      case 'repeat':
        return this.#counted(TIMES, body);
      case 'repeat_number':
        return this.#counted(value(0), body);
      case 'repeat_until':
        return `while (!${value(0)}) {\n${body()}}\n`;
      case 'while':
      case 'if':
        return `${type} (${value(0)}) {\n${body()}}\n`;
      case 'if_else':
        return `if (${value(0)}) {\n${body()}} else {\n${this.stack(mouths[1])}}\n`;
      case 'call':
      case 'call_1':
      case 'call_2':
        return `f_${NAME}(${node.sockets.map((_, socket) => value(socket)).join(', ')});\n`;
      case 'broadcast':
        return `broadcast('${EVENT}');\n`;
      case 'set':
        return `${this.#variable(node)} = ${value(0)};\n`;
      case 'change':
        return `${this.#variable(node)} += ${value(0)};\n`;
      default:
        return type.startsWith('list_') ? this.#change(node) : `${this.#call(node)};\n`;
    }
  }

  #counted(times: string, body: () => string): string {
    const id = this.#loops++;
    const head = `var n${id} = ${times};\nfor (var i${id} = 0; i${id} < n${id}; i${id}++)`;
    return `${head} {\n${body()}}\n`;
  }

  #change(node: Node): string {
    const list = this.#list(node);
    const value = (socket: number) => this.#value(node, socket);
    switch (node.type) {
      case 'list_add':
        return `${list}.push(${value(0)});\n`;
      case 'list_set':
        return `${list}[${value(0)} - 1] = ${value(1)};\n`;
      case 'list_insert':
        return `${list}.splice(${value(0)} - 1, 0, ${value(1)});\n`;
      default:
        return `${list}.splice(${value(0)} - 1, 1);\n`;
    }
  }

  #value(parent: Node, socket: number): string {
    const node = parent.sockets[socket];
    if (!node) throw new Error('an empty socket');
    const inner = (at: number) => this.#value(node, at);
    const { OP = '', NUM = '', NAME = '' } = node.fields;
    switch (node.type) {
      case 'number':
        return NUM;
      case 'variable':
        return this.#variable(node);
      case 'parameter':
        return `p_${NAME}`;
      case 'list_length':
        return `${this.#list(node)}.length`;
      case 'list_item':
        return `${this.#list(node)}[${inner(0)} - 1]`;
      case 'not':
        return `!${inner(0)}`;
      case 'and':
        return `(${inner(0)} && ${inner(1)})`;
      case 'or':
        return `(${inner(0)} || ${inner(1)})`;
      case 'arithmetic':
      case 'compare':
        if (OP === 'QUOTIENT') return `Math.floor(${inner(0)} / ${inner(1)})`;
        if (OP === 'REMAINDER') return `(${inner(0)} % ${inner(1)})`;
        return `(${inner(0)} ${OPERATORS[OP] ?? ''} ${inner(1)})`;
      default:
        return this.#call(node);
    }
  }

  #call(node: Node): string {
    const { COLOUR } = node.fields;
    const values = node.sockets.map((_, socket) => this.#value(node, socket));
    return `${node.type}(${[...(COLOUR ? [`'${COLOUR}'`] : []), ...values].join(', ')})`;
  }

  #variable({ fields }: Node): string {
    const name = fields['VAR'] ?? '';
    this.#names.variables.add(name);
    return `v_${name}`;
  }

  #list({ fields }: Node): string {
    const name = fields['LIST'] ?? '';
    this.#names.lists.add(name);
    return `l_${name}`;
  }
}
