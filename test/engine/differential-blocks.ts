import type { serialization } from 'blockly/core';
import type { Node, Script } from '../../scoring/run/tree.ts';

type State = serialization.blocks.State;
type Inputs = Record<string, State>;

/** A program as a workspace of Blockly's own blocks, and the names that it gives its memory. */
export interface Translated {
  readonly state: Record<string, unknown>;
  readonly variables: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
}

/**
 * Says the scripts in Blockly's standard blocks: loops, branches, numbers, comparisons, variables,
 * lists and procedures. Only what Blockly does not have is one of the blocks of
 * differential-generator.ts: the world's commands and senses, events, and the checks that a number,
 * a place or a list is within its bounds. Ids tell what a block was: `if.12`.
 */
export function translate(scripts: readonly Script[]): Translated {
  const translator = new Translator();
  const blocks = scripts.flatMap((script) => translator.script(script));
  const { variables, lists, parameters } = translator;
  const names = [
    ...Array.from(variables, variableName),
    ...Array.from(lists, listName),
    ...Array.from(parameters, parameterName),
  ];
  return {
    state: {
      blocks: { languageVersion: 0, blocks },
      variables: names.map((name) => ({ name, id: name })),
    },
    variables,
    lists,
  };
}

/** What the generated code calls a variable, a list and a parameter. */
export const variableName = (name: string) => `v_${name}`;
export const listName = (name: string) => `l_${name}`;
const parameterName = (name: string) => `p_${name}`;

class Translator {
  readonly variables = new Set<string>();
  readonly lists = new Set<string>();
  readonly parameters = new Set<string>();
  #count = 0;

  script({ hat, body }: Script): State[] {
    const { NAME = '', EVENT = '' } = hat.fields;
    if (hat.type === 'start') {
      const first = this.#stack(body);
      return first ? [first] : [];
    }
    if (hat.type === 'when') {
      return [this.#block('hearing', hat.type, { NAME: EVENT }, this.#mouth('DO', body))];
    }
    const params = this.#parametersOf(hat).map((name) => ({ name, id: name }));
    const definition = this.#block(
      'procedures_defnoreturn',
      'define',
      { NAME },
      this.#mouth('STACK', body),
    );
    return [{ ...definition, extraState: { params } }];
  }

  #parametersOf({ fields: { P1, P2 } }: Node): string[] {
    const names = [P1, P2].filter((name) => name !== undefined);
    for (const name of names) this.parameters.add(name);
    return names.map(parameterName);
  }

  #stack(nodes: readonly Node[]): State | undefined {
    const states = nodes.map((node) => this.#command(node));
    states.forEach((state, at) => {
      const next = states[at + 1];
      if (next) state.next = { block: next };
    });
    return states[0];
  }

  #mouth(name: string, nodes: readonly Node[] = []): Inputs {
    const first = this.#stack(nodes);
    return first ? { [name]: first } : {};
  }

  #block(type: string, was: string, fields: Record<string, unknown>, inputs: Inputs = {}): State {
    return {
      type,
      id: `${was}.${this.#count++}`,
      fields,
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, block]) => [name, { block }])),
    };
  }

  /** A call of the harness, with up to three arguments of different kinds. */
  #native(name: string, { text = '', list = '' }: { text?: string; list?: string }, value?: State) {
    const fields = { FUNCTION: name, TEXT: text, NAME: list };
    return this.#block('native', 'native', fields, value && { VALUE: value });
  }

  #lazy(name: string, value: State): State {
    return this.#block('lazy', 'lazy', { FUNCTION: name }, { VALUE: value });
  }

  #command(node: Node): State {
    const { type, fields, mouths } = node;
    const [first = [], second = []] = mouths;
    const { TIMES, EVENT } = fields;
    switch (type) {
      case 'repeat':
        return this.#block(
          'controls_repeat_ext',
          type,
          {},
          {
            TIMES: this.#block('math_number', 'number', { NUM: Number(TIMES) }),
            ...this.#mouth('DO', first),
          },
        );
      case 'repeat_number':
        return this.#block(
          'controls_repeat_ext',
          type,
          {},
          {
            TIMES: this.#lazy('rounds', this.#number(node, 0)),
            ...this.#mouth('DO', first),
          },
        );
      case 'while':
      case 'repeat_until': {
        const MODE = type === 'while' ? 'WHILE' : 'UNTIL';
        const BOOL = this.#lazy('look', this.#condition(node, 0));
        return this.#block(
          'controls_whileUntil',
          type,
          { MODE },
          { BOOL, ...this.#mouth('DO', first) },
        );
      }
      case 'if':
      case 'if_else': {
        const inputs = {
          IF0: this.#condition(node, 0),
          ...this.#mouth('DO0', first),
          ...this.#mouth('ELSE', second),
        };
        const state = this.#block('controls_if', type, {}, inputs);
        return type === 'if' ? state : { ...state, extraState: { hasElse: true } };
      }
      case 'broadcast':
        return this.#block('command', type, { FUNCTION: 'broadcast', TEXT: EVENT });
      default:
        return this.#plainCommand(node);
    }
  }

  #plainCommand(node: Node): State {
    const { type, fields } = node;
    const { NAME, VAR = '', LIST } = fields;
    if (LIST !== undefined) return this.#change(node, LIST);
    if (NAME !== undefined) return this.#call(node, NAME);
    if (type === 'set') {
      return this.#block(
        'variables_set',
        type,
        { VAR: this.#variable(VAR) },
        { VALUE: this.#number(node, 0) },
      );
    }
    if (type === 'change') {
      this.#variable(VAR);
      const DELTA = this.#native('addable', { list: variableName(VAR) }, this.#number(node, 0));
      return this.#block('math_change', type, { VAR: this.#variable(VAR) }, { DELTA });
    }
    const value = node.sockets.length > 0 ? { VALUE: this.#number(node, 0) } : {};
    return this.#block('command', type, { FUNCTION: 'act', TEXT: type }, value);
  }

  #call(node: Node, name: string): State {
    const params = node.sockets.map((_, socket) => `x${socket}`);
    const inputs = node.sockets.map((_, socket) => [`ARG${socket}`, this.#number(node, socket)]);
    const state = this.#block(
      'procedures_callnoreturn',
      'call',
      {},
      Object.fromEntries(inputs) as Inputs,
    );
    return { ...state, extraState: { name, params } };
  }

  /** Both numbers are worked out before either is checked: the first is kept, the last is checked. */
  #change(node: Node, name: string): State {
    const { type } = node;
    const list = listName(name);
    const LIST = this.#list(name);
    if (type === 'list_remove') {
      const AT = this.#native('place', { list }, this.#number(node, 0));
      const fields = { MODE: 'REMOVE', WHERE: 'FROM_START' };
      const state = this.#block('lists_getIndex', type, fields, { VALUE: LIST, AT });
      return { ...state, extraState: { isStatement: true } };
    }
    if (type === 'list_add') {
      const TO = this.#native('added', { list }, this.#number(node, 0));
      return this.#block('lists_setIndex', type, { MODE: 'INSERT', WHERE: 'LAST' }, { LIST, TO });
    }
    const [MODE, check] = type === 'list_set' ? ['SET', 'replaced'] : ['INSERT', 'inserted'];
    const AT = this.#native('kept', {}, this.#number(node, 0));
    const TO = this.#native(check, { list }, this.#number(node, 1));
    return this.#block('lists_setIndex', type, { MODE, WHERE: 'FROM_START' }, { LIST, AT, TO });
  }

  #variable(name: string): { id: string } {
    this.variables.add(name);
    return { id: variableName(name) };
  }

  #get(id: string): State {
    return this.#block('variables_get', 'variable', { VAR: { id } });
  }

  #list(name: string): State {
    this.lists.add(name);
    return this.#get(listName(name));
  }

  #condition(parent: Node, socket: number): State {
    const node = parent.sockets[socket];
    if (!node) return this.#native('missing', { text: 'missing-condition' });
    const { OP } = node.fields;
    switch (node.type) {
      case 'not':
        return this.#block('logic_negate', 'not', {}, { BOOL: this.#condition(node, 0) });
      case 'and':
      case 'or': {
        const inputs = { A: this.#condition(node, 0), B: this.#condition(node, 1) };
        return this.#block('logic_operation', node.type, { OP: node.type.toUpperCase() }, inputs);
      }
      case 'compare': {
        const inputs = { A: this.#number(node, 0), B: this.#number(node, 1) };
        return this.#block('logic_compare', 'compare', { OP }, inputs);
      }
      default:
        return this.#sense(node);
    }
  }

  #sense({ type, fields: { COLOUR = '' } }: Node): State {
    return this.#native('ask', { text: COLOUR === '' ? type : `${type} ${COLOUR}` });
  }

  #number(parent: Node, socket: number): State {
    const node = parent.sockets[socket];
    if (!node) return this.#native('missing', { text: 'missing-number' });
    const { NUM, VAR = '', NAME = '', LIST = '', OP = '' } = node.fields;
    switch (node.type) {
      case 'number':
        return this.#block('math_number', 'number', { NUM: Number(NUM) });
      case 'variable':
        return this.#get(this.#variable(VAR).id);
      case 'parameter':
        return this.#get(parameterName(NAME));
      case 'list_length':
        return this.#block('lists_length', 'list_length', {}, { VALUE: this.#list(LIST) });
      case 'list_item': {
        const AT = this.#native('place', { list: listName(LIST) }, this.#number(node, 0));
        const fields = { MODE: 'GET', WHERE: 'FROM_START' };
        return this.#block('lists_getIndex', 'list_item', fields, { VALUE: this.#list(LIST), AT });
      }
      case 'arithmetic':
        return this.#native('bounded', {}, this.#arithmetic(node, OP));
      default:
        return this.#sense(node);
    }
  }

  /** Blockly has no quotient, and its remainder has the sign of the dividend: ((a % b) + b) % b has ours. */
  #arithmetic(node: Node, operator: string): State {
    const isDivision = operator === 'QUOTIENT' || operator === 'REMAINDER';
    const A = this.#number(node, 0);
    const divisor = () =>
      isDivision ? this.#native('divisor', {}, this.#number(node, 1)) : this.#number(node, 1);
    const rest = (DIVIDEND: State) =>
      this.#block('math_modulo', 'rest', {}, { DIVIDEND, DIVISOR: divisor() });
    const two = (OP: string, left: State) =>
      this.#block('math_arithmetic', 'arithmetic', { OP }, { A: left, B: divisor() });
    if (operator === 'REMAINDER') return rest(two('ADD', rest(A)));
    if (operator !== 'QUOTIENT') return two(operator, A);
    return this.#block('math_round', 'quotient', { OP: 'ROUNDDOWN' }, { NUM: two('DIVIDE', A) });
  }
}
