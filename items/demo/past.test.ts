import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NOT_ADMINISTERED } from '../../scoring/calibrate/matrix.ts';
import { countHeads } from '../../scoring/report/roll.ts';
import { FormDocument } from '../../scoring/wire/form-document.ts';
import { readForm } from '../bank.ts';
import { getRow, readBlueprint } from '../blueprint.ts';
import { composeForm } from '../seal.ts';
import { taipei } from './calendar.ts';
import { FORMS } from './census.ts';
import { buildCity } from './city.ts';
import { simulateCensus } from './closing-input.ts';
import { composePastForm } from './past-form.ts';
import { closePast, planPast } from './past.ts';
import { closeYears, listChecks } from './recovery.ts';

const now = taipei(2026, 11, 24, 9);
const small = buildCity({ seed: 'small', pupils: 150, now });

describe.each(FORMS)('form $form of an earlier year', ({ form }) => {
  const then = composePastForm(form, 112);
  const today = composeForm(form);

  it('is a form, with the core of today and nothing else of it', () => {
    expect(v.is(FormDocument, then)).toBe(true);
    const { core } = getRow(readBlueprint(), readForm(form));
    const shared = then.package.form.items.filter((id) => today.package.form.items.includes(id));
    expect(shared.toSorted()).toEqual(core.toSorted());
    expect(then.keys.map(({ item }) => item)).toEqual(then.package.form.items);
    expect(then.package.items.map(({ id }) => id)).toEqual(then.package.form.items);
  });

  it('counts and links as many as today', () => {
    for (const list of ['uncounted', 'anchors'] as const) {
      expect(then[list]).toHaveLength(today[list].length);
      expect(then[list].filter((id) => !then.package.form.items.includes(id))).toEqual([]);
    }
  });
});

describe('an earlier census', () => {
  const [census] = planPast(small);
  if (!census) throw new Error('no past');
  const forms = FORMS.map(({ form }) => composePastForm(form, 112));
  const input = simulateCensus(small, census, { year: 0, forms, past: [] });
  const { matrix, formOf, classOf, report } = input;

  it('lies before today’s, in the order of the years', () => {
    expect(planPast(small).map(({ campaign }) => campaign.id)).toEqual([
      'census-112',
      'census-113',
    ]);
  });

  it('is what a close takes in: a row for each pupil who was tested, and everybody in a class', () => {
    expect(matrix.ids).toEqual(matrix.ids.toSorted());
    const { enrolled, tested, absent, exempt } = countHeads(report.classes);
    expect({ enrolled, tested }).toEqual({ enrolled: small.pupils, tested: matrix.ids.length });
    expect(absent + exempt).toBeGreaterThan(0);
    const counts = report.classes.map((roll) => countHeads([roll]).tested);
    expect(counts.map((_, at) => classOf.filter((one) => one === at).length)).toEqual(counts);
  });

  it('gives each pupil the items of the form, and no other', () => {
    const width = matrix.items.length;
    for (const row of matrix.ids.keys()) {
      const cells = matrix.cells.subarray(row * width, (row + 1) * width);
      const given = matrix.items.filter((_, at) => cells[at] !== NOT_ADMINISTERED);
      const form = input.forms[formOf[row] ?? -1];
      const ids = form?.items.map(({ item, version }) => `${item}@${version}`) ?? [];
      expect(given.map(({ id }) => id)).toEqual(ids.toSorted());
      const roll = report.classes[classOf[row] ?? -1];
      expect(roll?.formVersion).toBe(form?.version);
    }
  });

  it('has its pages, and no scale, where the city is small', async () => {
    const closed = [];
    for await (const { documents } of closePast(small)) closed.push(documents);
    expect(closed.map(({ past }) => past)).toEqual([null, null]);
    for (const { documents } of closed) {
      const pages = new Set(documents.map(({ report }) => report.page));
      expect([...pages].toSorted()).toEqual(['city', 'quality', 'results', 'school']);
    }
  });
});

describe('the closes of a city find how its pupils were made', () => {
  const demo = buildCity({ seed: 'harbour', pupils: 2000, now });

  it.each(listChecks(demo.truth, closeYears(demo)))('$name: $wanted', ({ ok, found, wanted }) => {
    expect(`${found}: ${ok}, wanted ${wanted}`).toBe(`${found}: true, wanted ${wanted}`);
  });
});
