import { expect, test } from 'vitest';
import { type Sketch, sketchProgram } from './sketch.ts';
import { type Node, readTree } from './tree.ts';

function scriptsOf(blocks: unknown) {
  const tree = readTree({ blocks });
  if (!tree.ok) throw new Error(tree.fault);
  return tree.scripts;
}

const node = (type: string, rest: Partial<Node> = {}): Node => ({
  type,
  id: undefined,
  fields: {},
  sockets: [],
  mouths: [],
  isShadow: false,
  ...rest,
});
const typed = (NUM: string) => node('number', { fields: { NUM }, isShadow: true });

test('a tree has fields as text, sockets and mouths in the order of the spec', () => {
  const body: Sketch[] = [['if_else', ['compare', 'LT', 'cargo', 3], [], ['move']]];
  expect(scriptsOf(sketchProgram(body).blocks)).toEqual([
    {
      hat: node('start', { id: 'b0' }),
      body: [
        node('if_else', {
          id: 'b1',
          sockets: [
            node('compare', {
              id: 'b2',
              fields: { OP: 'LT' },
              sockets: [node('cargo', { id: 'b3' }), typed('3')],
            }),
          ],
          mouths: [[], [node('move', { id: 'b4' })]],
        }),
      ],
    },
  ]);
});

test('the main script comes first, the others as they stand', () => {
  const { blocks } = sketchProgram([], [['when', 'e'], []], ['define', []]);
  const hats = (order: unknown[]) => scriptsOf(order).map(({ hat }) => hat.type);
  expect(hats(blocks)).toEqual(['start', 'when', 'define']);
  expect(hats(blocks.toReversed())).toEqual(['start', 'define', 'when']);
});

test('a typed number shows where no enabled block covers it', () => {
  const shadow = { type: 'number', fields: { NUM: 3 } };
  const cover = { type: 'clock', id: 'c' };
  const inSocket = (input: unknown) =>
    scriptsOf([{ type: 'start', next: { block: { type: 'wait', inputs: { TICKS: input } } } }])[0]
      ?.body[0]?.sockets[0];
  const off = { disabledReasons: ['by hand'] };
  expect(inSocket({ shadow })).toEqual(typed('3'));
  expect(inSocket({ shadow, block: cover })).toEqual(node('clock', { id: 'c' }));
  expect(inSocket({ shadow, block: { ...cover, ...off } })).toEqual(typed('3'));
  expect(inSocket({ shadow: { ...shadow, ...off } })).toBeUndefined();
  expect(inSocket({})).toBeUndefined();
});

test('a condition is no number to type over', () => {
  const input = { shadow: { type: 'flotsam_here' } };
  const block = { type: 'if', inputs: { IF: input } };
  expect(scriptsOf([{ type: 'start', next: { block } }])[0]?.body[0]?.sockets).toEqual([undefined]);
});

test('what is neither number nor text is no text', () => {
  const fields = { VAR: { id: 'a' } };
  const block = { type: 'variable', fields };
  const set = { type: 'set', fields: { VAR: 7 }, inputs: { VALUE: { block } } };
  expect(scriptsOf([{ type: 'start', next: { block: set } }])[0]?.body).toEqual([
    node('set', { fields: { VAR: '7' }, sockets: [node('variable', { fields: { VAR: '' } })] }),
  ]);
});
