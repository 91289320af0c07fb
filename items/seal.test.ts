import { describe, expect, test } from 'vitest';
import { ITEMS, getEntry, listForms, listRehearsals, readForm } from './bank.ts';
import { getRow, listPublic, readBlueprint } from './blueprint.ts';
import { BankFault } from './fault.ts';
import { listOptions } from './prove/option.ts';
import { composeForm, composePractice } from './seal.ts';

const blueprint = readBlueprint();

describe.each(listForms())('form %s', (id) => {
  const document = composeForm(id);
  const form = readForm(id);

  test('holds its items and their keys in the order of the form', () => {
    expect({ ...document.package.form, year: form.year }).toEqual(form);
    expect(document.package.items.map((item) => item.id)).toEqual(form.items);
    expect(document.package.practice.map((item) => item.id)).toEqual(form.practice);
    expect(document.keys.map((key) => key.item)).toEqual(form.items);
  });

  test('says aside which of its items do not count, and which link it to other forms', () => {
    const row = getRow(blueprint, form);
    expect(new Set(document.uncounted)).toEqual(new Set(row.new));
    expect(document.anchors.length).toBeGreaterThanOrEqual(6);
    const counted = [...row.core, ...row.released];
    expect(document.anchors.filter((id) => !counted.includes(id))).toEqual([]);
  });

  test('its package holds no hidden world, no specimen and no rule of marking', () => {
    const sealed = JSON.stringify(document.package);
    for (const key of document.keys) {
      const hidden = key.by === 'running' ? key.hidden : [];
      for (const world of hidden) expect(sealed).not.toContain(JSON.stringify(world));
      for (const { name } of key.solutions) expect(sealed).not.toContain(JSON.stringify(name));
    }
    for (const word of [
      'hidden',
      'levels',
      'solutions',
      'wrong',
      'answers',
      'difficulty',
      'teaching',
      'uncounted',
      'anchors',
    ]) {
      expect(sealed).not.toContain(`"${word}":`);
    }
  });

  test('each picture that an item names is inside', () => {
    const { practice, items } = document.package;
    const named = [...practice, ...items].flatMap((item) =>
      [item.picture, ...listOptions(item).map(({ picture }) => picture)].flatMap((picture) =>
        picture ? [`${item.id}/${picture.file}`] : [],
      ),
    );
    expect(Object.keys(document.package.pictures).sort()).toEqual(named.sort());
  });
});

test.each(listRehearsals())('%s counts all of its items and links nothing', (id) => {
  const document = composeForm(id);
  expect(document.keys.map((key) => key.item)).toEqual(readForm(id).items);
  expect(document).toMatchObject({ uncounted: [], anchors: [] });
});

test('some form shows pictures', () => {
  const pictures = listForms().flatMap((id) => Object.keys(composeForm(id).package.pictures));
  expect(pictures.length).toBeGreaterThan(0);
});

test('the practice package holds each practice item once, and no counted item', () => {
  const { form, items, practice } = composePractice();
  const counted = new Set(listForms().flatMap((id) => readForm(id).items));
  expect(new Set(form.items).size).toBe(form.items.length);
  expect(form.items.filter((id) => counted.has(id))).toEqual([]);
  expect(items).toEqual(form.items.map((id) => getEntry(id).item));
  const open = listPublic(blueprint);
  expect(practice).toEqual(items.filter(({ id }) => !open.includes(id)));
  expect(form.practice).toEqual(practice.map(({ id }) => id));
});

test('what is not in the bank is a bank fault that names it', () => {
  expect(() => composeForm('g6-z')).toThrow(BankFault);
  expect(() => composeForm('g6-z')).toThrow('items/forms/g6-z.json: the file is missing');
  expect(() => getEntry('nowhere', ITEMS)).toThrow('items/bank: no item is named "nowhere"');
});
