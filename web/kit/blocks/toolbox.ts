import type { utils } from 'blockly/core';
import {
  BLOCKS,
  type BlockField,
  type BlockSpec,
  type BlockType,
} from '../../../scoring/wire/block.ts';
import type { Names, Offer } from '../../../scoring/wire/item.ts';
import { listNamed } from './names.ts';

type Fields = Readonly<Record<string, string | number>>;

const GAP = 14;

/** What stands in a number socket at first; elsewhere 1. */
const TYPED: Readonly<Record<string, number>> = { STEPS: 3, DEGREES: 90, TIMES: 4 };

/** The blocks on offer as Blockly takes them: first names chosen, a number in each number socket. */
export function layToolbox(
  offers: readonly Offer[],
  names: Names | undefined,
): utils.toolbox.ToolboxDefinition {
  const contents = offers.map((offer) => {
    const { type, fields } = typeof offer === 'string' ? { type: offer, fields: {} } : offer;
    return {
      kind: 'block',
      type,
      gap: GAP,
      fields: names ? { ...chooseNames(type, fields, names), ...fields } : fields,
      inputs: typeNumbers(type),
    };
  });
  return { kind: 'flyoutToolbox', contents };
}

/** The first names that an item declares; of functions the first with as many parameters as the block has places for. */
function chooseNames(type: BlockType, given: Fields, names: Names): Fields {
  const places = Number(/\d/.exec(type)?.[0] ?? 0);
  const called = names.functions.find(({ id, parameters }) =>
    given['NAME'] === undefined ? parameters.length === places : id === given['NAME'],
  );
  const choose = ({ name, of }: BlockField) => {
    if (of === 'times' || of === 'number' || of === 'choice') return undefined;
    if (of === 'function') return called;
    if (name === 'P1') return called?.parameters[0];
    if (name === 'P2') return called?.parameters[1];
    return listNamed(names, of)[0];
  };
  const { fields }: BlockSpec = BLOCKS[type];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const id = choose(field)?.id;
      return id === undefined ? [] : [[field.name, id]];
    }),
  );
}

function typeNumbers(type: BlockType) {
  const { sockets }: BlockSpec = BLOCKS[type];
  return Object.fromEntries(
    sockets
      .filter(({ takes }) => takes === 'number')
      .map(({ name }) => {
        const NUM = type === 'set' ? 0 : (TYPED[name] ?? 1);
        return [name, { shadow: { type: 'number', fields: { NUM } } }];
      }),
  );
}
