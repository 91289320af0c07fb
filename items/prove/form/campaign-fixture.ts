import type { Concept, ItemType, Practice } from '../../../scoring/wire/item.ts';
import type { WorldKind } from '../../../scoring/wire/world.ts';
import type { Entry } from '../../bank.ts';
import type { BankForm } from '../../bank-form.ts';
import type { Blueprint, Role } from '../../blueprint.ts';
import { strandOf } from '../../strand.ts';
import { makeTemplate } from '../../template/template.ts';

type Slot = readonly [
  id: string,
  role: Role,
  type: ItemType,
  world: WorldKind,
  practice: Practice,
  concept: Concept,
  p: number,
];

const COMMON: readonly Slot[] = [
  ['clean', 'core', 'program', 'grid', 'algorithm-design', 'sequence', 0.92],
  ['turn', 'core', 'trace', 'grid', 'evaluation-debugging', 'repeat-n', 0.66],
  ['red', 'core', 'grid', 'grid', 'abstraction', 'conditions', 0.62],
  ['stair', 'core', 'parsons', 'grid', 'abstraction', 'repeat-until', 0.54],
  ['lamps', 'core', 'number', 'grid', 'pattern-recognition', 'data-representation', 0.5],
  ['island', 'core', 'program', 'grid', 'decomposition', 'nested-loops', 0.34],
];
const YOUNG: readonly Slot[] = [
  ['castle', 'core', 'complete', 'pen', 'pattern-recognition', 'repeat-n', 0.88],
  ['photos', 'new', 'order', 'grid', 'decomposition', 'sequence', 0.8],
  ['left', 'new', 'choice', 'grid', 'evaluation-debugging', 'if', 0.58],
  ['teeth', 'core', 'debug', 'pen', 'evaluation-debugging', 'repeat-n', 0.5],
  ['buoy', 'released', 'program', 'grid', 'algorithm-design', 'if-else', 0.5],
  ['bays', 'released', 'program', 'grid', 'algorithm-design', 'nested-loops', 0.13],
];
const OLDER: readonly Slot[] = [
  ['square', 'core', 'program', 'grid', 'pattern-recognition', 'repeat-n', 0.78],
  ['horn', 'new', 'complete', 'beacon', 'decomposition', 'events', 0.56],
  ['signals', 'new', 'multi', 'beacon', 'evaluation-debugging', 'if', 0.45],
  ['fog', 'released', 'program', 'beacon', 'algorithm-design', 'if-else', 0.44],
  ['call', 'core', 'complete', 'beacon', 'abstraction', 'functions', 0.3],
  ['bottom', 'released', 'debug', 'crane', 'evaluation-debugging', 'lists', 0.26],
  ['box', 'released', 'program', 'crane', 'algorithm-design', 'variables', 0.22],
  ['ferry', 'released', 'number', 'grid', 'decomposition', 'efficiency', 0.07],
];
const PRACTISED: readonly WorldKind[] = ['grid', 'pen', 'crane', 'beacon'];

/** A bank and four forms that pass every rule: a copy each time, to be spoiled. */
export function makeCampaigns() {
  return structuredClone(CAMPAIGNS);
}

function drawCampaigns() {
  const bank = new Map<string, Entry>();
  const forms: BankForm[] = [];
  const rows: Blueprint[string] = {};
  for (const kind of PRACTISED)
    add(bank, [`practice-${kind}`, 'practice', 'program', kind, 'abstraction', 'sequence', 0.95]);
  for (const [grade, minutes, own] of [
    [6, 30, YOUNG],
    [8, 35, OLDER],
  ] as const) {
    for (const letter of ['a', 'b']) {
      const id = `g${grade}-${letter}`;
      const slots = [
        ...COMMON,
        ...own.map(([name, ...rest]): Slot => [`${name}-${letter}`, ...rest]),
      ].sort((one, other) => other[6] - one[6]);
      for (const slot of slots) add(bank, slot);
      const inRole = (role: Role) => slots.filter((slot) => slot[1] === role).map(([name]) => name);
      const practice = grade === 6 ? ['practice-grid', 'practice-pen'] : PRACTISED.map(named);
      rows[id] = {
        core: inRole('core'),
        released: inRole('released'),
        new: inRole('new'),
        practice: [...practice],
      };
      const title = { 'zh-TW': '卷', en: 'Form' };
      forms.push({
        ...{ id, title, grade, year: 115, minutes, practice },
        items: slots.map(([name]) => name),
      });
    }
  }
  const open = Array.from({ length: 5 }, (_, at) => `practice-open-${at}`);
  for (const id of open)
    add(bank, [id, 'practice', 'choice', 'grid', 'abstraction', 'sequence', 0.95]);
  rows['practice'] = { core: [], released: [], new: [], practice: open };
  return { bank, forms, blueprint: { '115': rows } as Blueprint };
}

function named(kind: WorldKind): string {
  return `practice-${kind}`;
}

function add(bank: Map<string, Entry>, slot: Slot): void {
  const [id, , type, world, practice, concept, p] = slot;
  const { item, key } = makeTemplate({ id, type, world });
  Object.assign(item, { practice, concepts: [concept] });
  if (concept === 'functions') {
    const text = { 'zh-TW': '閃光', en: 'flash' };
    const functions = [{ id: 'flash', text, parameters: [{ id: 'times', text }] }];
    item.names = { variables: [], lists: [], functions, events: [] };
  }
  key.difficulty = { grade: 6, p, reason: 'so' };
  key.time = { seconds: 100, reason: 'so' };
  const place = { strand: strandOf(type), folder: id, path: `items/bank/${id}` };
  const review = { item: id, version: 1, checklist: {}, solved: [], reviewed: '2026-08-01' };
  bank.set(id, { ...place, item, key, review, pictures: {} });
}

const CAMPAIGNS = drawCampaigns();
