import * as Blockly from 'blockly';
import { type JavascriptGenerator, javascriptGenerator, Order } from 'blockly/javascript';
import type { Script } from '../../scoring/run/tree.ts';
import type { World } from '../../scoring/wire/world.ts';
import { listName, translate, variableName } from './differential-blocks.ts';

/**
 * What Blockly does not have. A `native` and a `command` call a function of the harness with a
 * text, something by its name in the generated code, and a value, each where there is one; a `lazy`
 * hands over its value to be worked out in the harness; below `hearing` stands what an event sets off.
 */
const OWN = ['native', 'command', 'lazy', 'hearing'] as const;

function shape(this: Blockly.Block, type: (typeof OWN)[number]): void {
  for (const field of ['FUNCTION', 'TEXT', 'NAME']) {
    this.appendDummyInput().appendField(new Blockly.FieldLabelSerializable(''), field);
  }
  if (type === 'hearing') this.appendStatementInput('DO');
  else this.appendValueInput('VALUE');
  if (type === 'command') {
    this.setPreviousStatement(true);
    this.setNextStatement(true);
  } else if (type !== 'hearing') this.setOutput(true);
}

for (const type of OWN) {
  Blockly.Blocks[type] = {
    init(this: Blockly.Block) {
      shape.call(this, type);
    },
  };
}

function callHarness(block: Blockly.Block, generator: JavascriptGenerator): string {
  const text = textOf(block, 'TEXT');
  const given = [
    text && generator.quote_(text),
    textOf(block, 'NAME'),
    generator.valueToCode(block, 'VALUE', Order.NONE),
  ];
  return `harness.${textOf(block, 'FUNCTION')}(${given.filter(Boolean).join(', ')})`;
}

const textOf = (block: Blockly.Block, field: string) => String(block.getFieldValue(field));

javascriptGenerator.forBlock['native'] = (block, generator) => [
  callHarness(block, generator),
  Order.FUNCTION_CALL,
];
javascriptGenerator.forBlock['command'] = (block, generator) =>
  `${callHarness(block, generator)};\n`;
javascriptGenerator.forBlock['lazy'] = (block, generator) => {
  const value = generator.valueToCode(block, 'VALUE', Order.NONE);
  return [
    `harness.${textOf(block, 'FUNCTION')}(function () { return ${value}; })`,
    Order.FUNCTION_CALL,
  ];
};
javascriptGenerator.forBlock['hearing'] = (block, generator) => {
  const event = generator.quote_(textOf(block, 'NAME'));
  return `harness.when(${event}, function () {\n${generator.statementToCode(block, 'DO')}});\n`;
};

// Blockly's own hooks. The last stands at the head of each round of a loop and of each function.
javascriptGenerator.STATEMENT_PREFIX = 'harness.before(%1);\n';
javascriptGenerator.STATEMENT_SUFFIX = 'harness.after(%1);\n';
javascriptGenerator.INFINITE_LOOP_TRAP = 'harness.enter(%1);\n';

Blockly.Events.disable();
const workspace = new Blockly.Workspace();

/** The scripts as JavaScript that Blockly generates, with the memory that `world` gives. */
export function generate(scripts: readonly Script[], { given }: World): string {
  const { state, variables, lists } = translate(scripts);
  workspace.clear();
  Blockly.serialization.workspaces.load(state, workspace, { recordUndo: false });
  const variable = new Map(Object.entries(given?.variables ?? {}));
  const list = new Map(Object.entries(given?.lists ?? {}));
  const begin = [
    ...Array.from(variables, (name) => `${variableName(name)} = ${variable.get(name) ?? 0};`),
    ...Array.from(lists, (name) => `${listName(name)} = ${JSON.stringify(list.get(name) ?? [])};`),
  ];
  const pairs = (names: ReadonlySet<string>, rename: (name: string) => string) =>
    Array.from(names, (name) => `${JSON.stringify(name)}: ${rename(name)}`).join(', ');
  const memory = `{ variables: { ${pairs(variables, variableName)} }, lists: { ${pairs(lists, listName)} } }`;
  const watch = `harness.watch(function () { return ${memory}; });`;
  return [...begin, watch, javascriptGenerator.workspaceToCode(workspace)].join('\n');
}
