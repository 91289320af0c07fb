import { describe, expect, it } from 'vitest';
import { normaliseProgram } from '../../scoring/run/shape.ts';
import { Program } from '../../scoring/wire/program.ts';
import * as v from 'valibot';
import { listForms } from '../bank.ts';
import { composeForm } from '../seal.ts';
import { openChance } from './chance.ts';
import { listDrafts } from './draft.ts';
import { mutateProgram } from './mutant.ts';

const specimens = listForms().flatMap((form) => {
  const { package: sealed, keys } = composeForm(form);
  return keys.flatMap((key) =>
    [...key.solutions, ...key.wrong].flatMap(({ name, response }) => {
      const item = sealed.items.find(({ id }) => id === key.item);
      return item && 'start' in item && response.kind === 'program'
        ? [{ name: `${form} ${item.id}: ${name}`, item, program: response.program }]
        : [];
    }),
  );
});

describe('drafts on the way to a program', () => {
  it.each(specimens)('$name', ({ item, program }) => {
    const drafts = listDrafts(item, program);
    expect(drafts.at(-1)).toBe(program);
    for (const draft of drafts) expect(v.is(Program, draft)).toBe(true);
    const shapes = drafts.map(normaliseProgram);
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('slips', () => {
  it('differ from the program in most draws, and leave it as it was', () => {
    for (const { item, program } of specimens) {
      const before = JSON.stringify(program);
      const chance = openChance('slip', item.id);
      const slips = Array.from({ length: 20 }, () => mutateProgram(chance, program));
      const changed = slips.filter((slip) => normaliseProgram(slip) !== normaliseProgram(program));
      expect(changed.length).toBeGreaterThan(10);
      expect(slips.every((slip) => v.is(Program, slip))).toBe(true);
      expect(JSON.stringify(program)).toBe(before);
    }
  });
});
