import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countBlocks } from '../scoring/run/shape.ts';
import { sketchProgram } from '../scoring/run/sketch.ts';
import type { BlockItem, Item } from '../scoring/wire/item.ts';
import type { Key } from '../scoring/wire/key.ts';
import type { Response } from '../scoring/wire/response.ts';
import {
  type Entry,
  ITEMS,
  getEntry,
  listForms,
  listPlaces,
  listRehearsals,
  readForm,
} from './bank.ts';
import { checkBank, checkItem } from './check.ts';

type Choice = Extract<Item, { type: 'choice' }>;
type RunningKey = Extract<Key, { by: 'running' }>;
type AnswerKey = Extract<Key, { by: 'answer' }>;

const reasons = (entry: Entry) =>
  checkItem(entry).faults.map(({ file, reason }) => `${file}: ${reason}`);

const findings = checkBank();

test('the bank passes', () => {
  expect(findings.flatMap(({ faults }) => faults.map(({ reason }) => reason))).toEqual([]);
  expect(findings.map(({ name }) => name)).toEqual([
    ...listPlaces().map(({ strand, id }) => `${strand}/${id}`),
    ...[...listForms(), ...listRehearsals()].map((id) => `form ${id}`),
    'blueprint',
  ]);
});

test('every program item is searched for a shorter solution, or says why not', () => {
  const notes = findings
    .filter(({ name, faults }) => name.startsWith('operationalising/') && faults.length === 0)
    .map(({ note }) => note);
  const searched = /^searched: none of \d+|^searched up to \d+ of \d+ blocks|^not searched.*: its/;
  expect(notes.filter((note) => !searched.test(note))).toEqual([]);
  expect(notes.filter((note) => note.startsWith('searched: none')).length).toBeGreaterThan(5);
});

describe('a seeded fault in a block item is named', () => {
  type Parts = { entry: Entry; item: BlockItem; key: RunningKey };
  const rows: [string, (parts: Parts) => void, RegExp][] = [
    ['folder', ({ entry }) => (entry.folder = 'other'), /differs from its folder "other"/],
    ['strand', ({ entry }) => (entry.strand = 'conceptualising'), /belongs in operationalising/],
    [
      'code',
      ({ item }) => (item.codes = ['資 Z-IV-9']),
      /"資 Z-IV-9" is not one that the bank covers/,
    ],
    [
      'long story',
      ({ item }) => (item.story['zh-TW'] += '海'.repeat(90)),
      /story \(zh-TW\) has 1\d\d characters, at most 90/,
    ],
    ['long sentence', ({ item }) => (item.story['zh-TW'] += '海'.repeat(23)), /long sentence/],
    [
      'English for Chinese',
      ({ item }) => (item.title['zh-TW'] = 'Fog'),
      /title \(zh-TW\) is not in Chinese/,
    ],
    ['half-width mark', ({ item }) => (item.title['zh-TW'] = '霧,港'), /half-width punctuation/],
    [
      'foreign word',
      ({ item }) => (item.title['zh-TW'] = '寫程序'),
      /says 程序; pupils here say 程式/,
    ],
    [
      'no announcement',
      ({ item }) => (item.story.en = 'Sail to the lighthouse.'),
      /"also tested in other harbours"/,
    ],
    [
      'two hats',
      ({ item }) => item.start.blocks.push({ type: 'start', id: 'x' }),
      /exactly one "start" hat/,
    ],
    [
      'two sentences to the teacher',
      ({ key }) => (key.teaching.next.en = 'Walk it. Draw it.'),
      /key.json: teaching.next \(en\) is not one sentence/,
    ],
    ['same ids', ({ item }) => item.start.blocks.push({ type: 'move', id: 'go' }), /share an id/],
    ['empty toolbox', ({ item }) => (item.toolbox = []), /the toolbox is empty/],
    ['key of another item', ({ key }) => (key.item = 'other'), /is the key of "other"/],
    ['key of another version', ({ key }) => (key.version = 2), /is of version 2/],
    ['solved out of range', ({ key }) => (key.solved = 3), /solved is 3, not from 1 to 2/],
    ['levels out of order', ({ key }) => key.levels.reverse(), /levels have credits 2, 1/],
    [
      'top level of one world',
      ({ key }) => (key.levels = [{ credit: 1, when: { visible: 1 } }]),
      /must ask for all worlds/,
    ],
    ['one hidden world', ({ key }) => key.hidden.splice(1), /one hidden world is too few/],
    [
      'hidden world in view',
      ({ item, key }) => key.hidden.push(...item.worlds),
      /two worlds are the same/,
    ],
    [
      'failing solution',
      ({ key }) => (key.solutions[0] = { ...at(key.wrong, 0), credit: 2 }),
      /earns 1, says 2/,
    ],
    ['wrong credit', ({ key }) => (at(key.wrong, 2).credit = 1), /earns 0, says 1/],
    [
      'wrong diagnosis',
      ({ key }) => (at(key.wrong, 2).diagnosis = ['endless']),
      /gets diagnosis \[.*\], says \[endless\]/,
    ],
    ['few wrong answers', ({ key }) => key.wrong.splice(3), /has 3 wrong answers, at least 4/],
    [
      'block not on offer',
      ({ item }) => (item.toolbox = item.toolbox.filter((type) => type !== 'at_lighthouse')),
      /uses more "at_lighthouse" than/,
    ],
    ['over the cap', ({ item }) => (item.cap = 6), /has 7 blocks, the item allows 6/],
    [
      'solved from the start',
      ({ item }) => (item.start = at(solutionsOf(item.id), 0)),
      /the untouched answer earns 2/,
    ],
    [
      'minimum below the solutions',
      ({ key }) => (key.minimumBlocks = 4),
      /minimumBlocks is 4, the shortest solution has 5 blocks/,
    ],
    [
      'minimum too high',
      ({ key }) => {
        key.solutions = key.solutions.filter(({ response }) => sizeOf(response) > 5);
        key.minimumBlocks = Math.min(...key.solutions.map(({ response }) => sizeOf(response)));
      },
      /solved with 5 blocks, under the minimum: repeat 2/,
    ],
    [
      'hidden worlds too like',
      ({ item, key }) => {
        hideTwins(item, key);
      },
      /the hard-coded way through visible world 1 earns top/,
    ],
  ];
  test.each(rows)('%s', (_, mutate, message) => {
    const entry = structuredClone(getEntry('quay-in-the-fog'));
    const { item, key } = entry;
    if (!('worlds' in item) || key.by !== 'running') throw new Error('a block item is needed');
    mutate({ entry, item, key });
    expect(reasons(entry).join('\n')).toMatch(message);
  });
});

describe('a seeded fault in an answered item is named', () => {
  type Parts = { entry: Entry; item: Choice; key: AnswerKey };
  const rows: [string, (parts: Parts) => void, RegExp][] = [
    [
      'missing picture',
      ({ entry }) => delete entry.pictures['channel-a.svg'],
      /channel-a.svg is named but missing/,
    ],
    [
      'spare picture',
      ({ entry }) => (entry.pictures['spare.svg'] = svg('')),
      /spare.svg is not used/,
    ],
    [
      'script',
      ({ entry }) => {
        draw(entry, '<script>1</script>');
      },
      /holds a script/,
    ],
    [
      'handler',
      ({ entry }) => {
        draw(entry, '<g onclick="x"/>');
      },
      /holds an event handler/,
    ],
    [
      'style',
      ({ entry }) => {
        draw(entry, '<g style="fill:red"/>');
      },
      /holds style/,
    ],
    [
      'reference',
      ({ entry }) => {
        draw(entry, '<use href="#a"/>');
      },
      /holds a reference/,
    ],
    [
      'open tag',
      ({ entry }) => {
        draw(entry, '<g>');
      },
      /a tag that is not closed/,
    ],
    [
      'weight',
      ({ entry }) => {
        draw(entry, '<g/>'.repeat(1100));
      },
      /bytes, at most 4096/,
    ],
    [
      'alt text',
      ({ item }) => {
        setAlt(item, '水道');
      },
      /alt of channel-a.svg \(en\) is not in English/,
    ],
    ['option without a reason', ({ key }) => key.wrong.pop(), /option "d" is neither/],
    [
      'answer that is no option',
      ({ item }) => (at(item.options, 2).id = 'z'),
      /answers "c", no option/,
    ],
  ];
  test.each(rows)('%s', (_, mutate, message) => {
    const entry = structuredClone(getEntry('left-behind'));
    const { item, key } = entry;
    if (item.type !== 'choice' || key.by !== 'answer') throw new Error('a choice is needed');
    mutate({ entry, item, key });
    expect(reasons(entry).join('\n')).toMatch(message);
  });

  test('the cell of a trace item is found by running', () => {
    const entry = structuredClone(getEntry('turn-after-turn'));
    if (entry.item.type !== 'trace') throw new Error('a trace is needed');
    if (entry.item.world.kind !== 'grid') throw new Error('a grid is needed');
    entry.item.world.ship.at = [3, 2];
    expect(reasons(entry).join('\n')).toMatch(/the program ends with 3,3, the key says otherwise/);
  });
});

describe('a file that cannot be read is a line, not a trace', () => {
  const folder = 'bank/conceptualising/left-behind';
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bank-'));
    for (const part of [folder, 'forms', 'blueprint.json']) {
      cpSync(join(ITEMS, part), join(root, part), { recursive: true });
    }
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const rows: [string, string, string | undefined, RegExp][] = [
    ['no key', `${folder}/key.json`, undefined, /left-behind\/key.json: the file is missing/],
    ['no JSON', `${folder}/item.json`, '{"id": ', /left-behind\/item.json: not JSON/],
    ['no item', `${folder}/item.json`, '{"id": "left-behind"}', /left-behind\/item.json: type: /],
    ['no form', 'forms/g6-a.json', '[]', /forms\/g6-a.json: /],
    ['no review', `${folder}/review.json`, '{}', /left-behind\/review.json: item: /],
    ['a poor review', `${folder}/review.json`, REVIEW, /review.json: says nothing on one-idea/],
    [
      'a forecast for a grade of which nothing is known',
      `${folder}/key.json`,
      JSON.stringify(getEntry('left-behind').key).replace(/"grade":\d/, '"grade":12'),
      /left-behind\/key.json: difficulty.grade: /,
    ],
    [
      'a form of such a grade',
      'forms/g6-a.json',
      JSON.stringify({ ...readForm('g6-a'), grade: 4 }),
      /forms\/g6-a.json: grade: /,
    ],
    ['no blueprint', 'blueprint.json', undefined, /blueprint.json: the file is missing/],
    ['a spoiled blueprint', 'blueprint.json', '{"115": {"g6-a": 1}}', /115.g6-a: /],
    [
      'another form',
      'forms/g6-b.json',
      JSON.stringify(readForm('g6-a')),
      /g6-b.json: its id is "g6-a"/,
    ],
  ];
  test.each(rows)('%s', (_, file, text, message) => {
    if (text === undefined) rmSync(join(root, file));
    else writeFileSync(join(root, file), text);
    const lines = checkBank(root).flatMap(({ faults }) =>
      faults.map((f) => `${f.file}: ${f.reason}`),
    );
    expect(lines.join('\n')).toMatch(message);
  });

  test('an id in both strands, at each of them', () => {
    const twin = folder.replace('conceptualising', 'operationalising');
    cpSync(join(root, folder), join(root, twin), { recursive: true });
    const found = checkBank(root).slice(0, 2);
    expect(found.map(({ faults }) => faults.map(({ reason }) => reason))).toEqual([
      ['operationalising/ has that id too'],
      ['conceptualising/ has that id too'],
    ]);
  });
});

const REVIEW = JSON.stringify({
  ...{ item: 'left-behind', version: 1, checklist: {}, solved: [], reviewed: '2026-08-01' },
});

function at<Member>(list: Member[], index: number): Member {
  const member = list[index];
  if (member === undefined) throw new Error(`nothing at ${index}`);
  return member;
}

function sizeOf(response: Response): number {
  return response.kind === 'program' ? countBlocks(response.program) : 0;
}

function solutionsOf(id: string) {
  return getEntry(id).key.solutions.flatMap(({ response }) =>
    response.kind === 'program' ? [response.program] : [],
  );
}

/** Leaves one visible world, and hides two that the same way solves. */
function hideTwins(item: BlockItem, key: RunningKey): void {
  const world = at(item.worlds, 0);
  if (world.kind !== 'grid') throw new Error('a grid is needed');
  item.worlds.splice(1);
  const wider = (cells: string) => ({ ...world, cells: world.cells.map((row) => row + cells) });
  key.hidden = [wider('#'), wider('##')];
  key.levels = [{ credit: 1, when: { visible: 'all', hidden: 'all' } }];
  key.solved = 1;
  key.solutions = key.solutions.map((specimen) => ({ ...specimen, credit: 1 }));
  key.wrong = key.wrong.map((specimen) => ({ ...specimen, credit: 0, diagnosis: ['other'] }));
  key.wrong.forEach((specimen, index) => {
    specimen.response = {
      kind: 'program',
      program: sketchProgram([['repeat', index + 2, ['turn_left']]]),
    };
  });
}

function svg(inner: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${inner}</svg>`;
}

function draw(entry: Entry, inner: string): void {
  entry.pictures['channel-a.svg'] = svg(inner);
}

function setAlt(item: Choice, en: string): void {
  const { picture } = at(item.options, 0);
  if (picture) picture.alt.en = en;
}
