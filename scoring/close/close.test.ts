import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { calibrate } from '../calibrate/calibrate.ts';
import { overdispersion as spread } from '../report/funnel.ts';
import { StepRecord } from '../wire/closing.ts';
import { QualityReport } from '../wire/quality.ts';
import { CityReport, SchoolReport } from '../wire/report.ts';
import { ResultsReport } from '../wire/results.ts';
import { PastYear, Scale } from '../wire/scale.ts';
import type { ClosingInput } from './input.ts';
import { poseCalibration } from './calibration.ts';
import { recordSteps } from './record.ts';
import { type ComputedStep, getValue, listSteps, type Results } from './results.ts';
import { runClosing, runSlice } from './run.ts';
import { drawCity, nameItem, SIZES } from './sample.ts';
import { WORK } from './work.ts';

const city = drawCity({ sizes: SIZES, academicYear: 2024 });
let base: Results;
beforeAll(() => {
  base = runClosing(city);
});

const documentsOf = (results: Results) => getValue(results.documents, 'documents');
const skippedOf = (results: Results) =>
  Object.fromEntries(
    listSteps().flatMap((step) => {
      const outcome = results[step];
      return outcome?.status === 'skipped' ? [[step, outcome.why]] : [];
    }),
  );

function getPage<Name extends 'city' | 'quality' | 'results'>(results: Results, name: Name) {
  const { report } = documentsOf(results).documents.find((each) => each.report.page === name) ?? {};
  if (!report) throw new Error(`no page ${name}`);
  return report as Extract<typeof report, { page: Name }>;
}

describe('the base year', () => {
  test('does every step but those that need earlier years or a standard', () => {
    expect(skippedOf(base)).toEqual({ trend: 'base-year', levels: 'no-standard' });
  });

  test('writes documents that the wire can read', () => {
    const { documents, scale, past } = documentsOf(base);
    const schema = {
      city: CityReport,
      quality: QualityReport,
      results: ResultsReport,
      school: SchoolReport,
    };
    for (const { report } of documents) {
      expect(v.parse(schema[report.page], JSON.parse(JSON.stringify(report)))).toEqual(report);
    }
    expect(documents.map(({ scopeId, report }) => [scopeId, report.page])).toEqual([
      ['', 'city'],
      ['', 'quality'],
      ['', 'results'],
      ...SIZES.map((_, n) => [`s-${n}`, 'school']),
    ]);
    expect(v.parse(Scale, scale)).toEqual(scale);
    expect(v.parse(PastYear, past)).toEqual(past);
  });

  test('has its reference grade at 500 and 100', () => {
    const [six, eight] = getPage(base, 'results').grades;
    expect(six?.mean).toMatchObject({ status: 'shown' });
    if (six?.mean.status !== 'shown' || eight?.mean.status !== 'shown') return;
    expect(Math.abs(six.mean.value - 500)).toBeLessThan(10);
    expect(Math.abs(six.sd - 100)).toBeLessThan(10);
    // Drawn .4 logits above it, of a standard deviation near 1.
    expect(eight.mean.value - six.mean.value).toBeGreaterThan(20);
    expect(eight.mean.value - six.mean.value).toBeLessThan(60);
  });

  test('finds the difficulties that the answers were drawn with', () => {
    const { items } = getValue(base.link, 'link');
    const whole = items.filter(({ b }) => b.length === 2);
    const shifts = whole.map(({ id, b }) => {
      const n = Number(id.slice(5, 7));
      return b.reduce((sum, each) => sum + each, 0) / b.length - ((n * 7) % 20) * 0.14;
    });
    const mean = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length;
    expect(whole.length).toBeGreaterThan(15);
    for (const shift of shifts) expect(Math.abs(shift - mean)).toBeLessThan(0.4);
  });

  test('hides the small school and its smallest neighbour on both pages alike', () => {
    const hidden = { 's-8': 'complement', 's-11': 'small' };
    const [onCity] = getPage(base, 'city').grades;
    const [onResults] = getPage(base, 'results').grades;
    const list = (rows: { id: string; of: { status: string; why?: string } }[]) =>
      Object.fromEntries(
        rows.flatMap(({ id, of }) => (of.status === 'hidden' ? [[id, of.why]] : [])),
      );
    expect(list((onCity?.schools ?? []).map(({ id, estimate }) => ({ id, of: estimate })))).toEqual(
      hidden,
    );
    for (const figure of ['mean', 'effect'] as const) {
      const rows = (onResults?.schools ?? []).map((row) => ({ id: row.school, of: row[figure] }));
      expect(list(rows)).toEqual(hidden);
    }
    expect(onResults?.schools.filter(({ funnel }) => funnel === null)).toHaveLength(2);
    expect(getPage(base, 'results').audit.hidden).toBeGreaterThan(4);
  });

  test('draws the funnel twice: as chance has it, and with what schools differ beyond it', () => {
    for (const { overdispersion, schools } of getPage(base, 'results').grades) {
      const shown = schools.flatMap(({ n, funnel }) => (funnel ? [{ n, ...funnel }] : []));
      const n = shown.map((school) => school.n);
      const y = shown.map((school) => Math.round((school.share * school.n) / 100));
      const { phi, tau2 } = spread({ y, n });
      expect(overdispersion?.phi).toBeCloseTo(phi, 3);
      expect(overdispersion?.tau2).toBeCloseTo(tau2, 5);
      for (const { lo95, hi95, lo998, hi998, adjusted } of shown) {
        if (!adjusted) throw new Error('no limits');
        expect(adjusted.lo95 > adjusted.lo998 && adjusted.hi95 < adjusted.hi998).toBe(true);
        if (tau2 === 0) expect(adjusted).toEqual({ lo95, hi95, lo998, hi998 });
        else expect(adjusted.hi95 - adjusted.lo95).toBeGreaterThan(hi95 - lo95 - 0.2);
      }
    }
  });

  test('judges no practice in three districts, and has the credits of thirds', () => {
    for (const { practices } of getPage(base, 'results').grades) {
      expect(practices.map(({ worth, prmse }) => [worth, prmse])).toEqual([
        [false, null],
        [false, null],
      ]);
    }
    const [item] = getPage(base, 'quality').items;
    expect(item?.classical[0]?.byThird?.map((counts) => counts.length)).toEqual([3, 3, 3]);
  });

  test('tells which pairs depend by Q3 above the mean of all', () => {
    const { pairs } = getValue(base.fit, 'fit');
    const mean = pairs.reduce((sum, { q3 }) => sum + q3, 0) / pairs.length;
    const above = pairs.filter(({ q3 }) => q3 - mean > 0.2).map(({ items }) => items);
    expect(getPage(base, 'quality').dependence.map(({ items }) => items)).toEqual(above);
  });

  test('calibrates in slices as it does at once', () => {
    const collapsed = getValue(base.collapse, 'collapse');
    expect(calibrate(poseCalibration(collapsed, { model: 'pcm' }))).toEqual(
      getValue(base.calibrate, 'calibrate'),
    );
  });

  test('is the same from storage, slice by slice, and says so in its records', () => {
    let results: Results = {};
    const records = [];
    for (const step of listSteps()) {
      const read = Object.fromEntries(WORK[step].reads.map((name) => [name, results[name]]));
      const stored = () => [structuredClone(city), structuredClone(read)] as const;
      let slice = runSlice(...stored(), { step, partial: null });
      while (slice.kind === 'more') {
        slice = runSlice(...stored(), { step, partial: structuredClone(slice.partial) });
      }
      results = { ...results, [step]: slice.result };
      records.push(v.parse(StepRecord, slice.record));
    }
    expect(results).toEqual(base);
    expect(recordSteps(city, base, WORK).slice(1)).toEqual(records);
    expect(getPage(base, 'quality').records).toEqual(recordSteps(city, base, WORK).slice(0, -2));
  });

  test('has records that the next release of the same answers has, too', () => {
    const later = {
      ...city,
      report: { ...city.report, release: 2, computedAt: 1_750_000_000_000 },
    };
    const results = runSteps(later, base, ['ability', 'documents']);
    expect(documentsOf(results).scale?.id).toBe('census-2024/2');
    expect(recordSteps(later, results, WORK)).toEqual(recordSteps(city, base, WORK));
  });
});

const toTenth = (value: number) => Math.round(10 * value) / 10;

/** Some steps more, on the results of others. */
function runSteps(input: ClosingInput, results: Results, steps: readonly ComputedStep[]): Results {
  let reached = results;
  for (const step of steps) {
    let slice = runSlice(input, reached, { step, partial: null });
    while (slice.kind === 'more')
      slice = runSlice(input, reached, { step, partial: slice.partial });
    reached = { ...reached, [step]: slice.result };
  }
  return reached;
}

test('an item that is held out is in no scale, and on the quality page still', () => {
  const item = nameItem(12);
  const input = { ...city, heldOut: [item] };
  const steps = ['collapse', 'calibrate', 'dif', 'link', 'ability', 'documents'] as const;
  const results = runSteps(input, base, steps);
  const [before, after] = [base, results].map((each) => documentsOf(each).scale);
  expect(before?.items.map(({ id }) => id)).toContain(item);
  expect(after?.items).toHaveLength((before?.items.length ?? 0) - 1);
  expect(after?.items.map(({ id }) => id)).not.toContain(item);
  expect(after?.heldOut).toEqual([item]);
  const row = getPage(results, 'quality').items.find(({ item: id }) => `${id}@1` === item);
  expect(row).toMatchObject({ heldOut: true, parameters: null });
  expect(row?.classical).not.toEqual([]);
});

test('a later year comes onto the base year’s scale, without the item that drifted', () => {
  const past = documentsOf(base).past;
  if (!past) throw new Error('no past');
  const drifted = nameItem(13);
  const plan = { sizes: SIZES, academicYear: 2025, rise: 0.3, drift: { 13: -1.2 }, past: [past] };
  const results = runClosing(drawCity(plan));
  expect(skippedOf(results)).toEqual({ levels: 'no-standard' });
  const { scale } = documentsOf(results);
  expect(scale?.reference).toEqual(past.scale.reference);
  expect(scale?.link?.to).toBe('census-2024/1');
  const drifting = scale?.link?.drifting.find(({ id }) => id === drifted);
  expect(drifting?.shift).toBeLessThan(-0.7);
  expect(scale?.link?.anchors).not.toContain(drifted);
  const [anchor = ''] = scale?.link?.anchors ?? [];
  const held = (items: Scale['items'] | undefined) => items?.find(({ id }) => id === anchor);
  expect(held(scale?.items)).toEqual(held(past.scale.items));
  const page = getPage(results, 'results');
  for (const { trend, programmes } of page.grades) {
    expect(trend?.points.map(({ academicYear }) => academicYear)).toEqual([2024, 2025]);
    for (const { mean, se, linkError } of trend?.points ?? []) {
      expect([mean, se, linkError]).toEqual([mean, se, linkError].map(toTenth));
    }
    expect(Object.values(trend?.change ?? {})).toEqual(
      Object.values(trend?.change ?? {}).map(toTenth),
    );
    const { lo = 0, hi = 0 } = trend?.change ?? {};
    expect(lo).toBeLessThan(30);
    expect(hi).toBeGreaterThan(25);
    expect(programmes[0]).toMatchObject({ members: 6, others: 4, why: 'few-schools' });
  }
});

test('adopted cuts give levels', () => {
  const cuts = [-1, 0.5];
  const slice = runSlice({ ...city, cuts }, base, { step: 'levels', partial: null });
  if (slice.kind !== 'done' || slice.result.status !== 'done') throw new Error('not done');
  expect(slice.result.value).toMatchObject([
    { grade: 6, cuts },
    { grade: 8, cuts },
  ]);
});

test('a tiny city closes without a scale', () => {
  const tiny = drawCity({ sizes: [3, 2], academicYear: 2024 });
  const results = runClosing({ ...tiny, gender: tiny.gender.map(() => null) });
  const none = 'no-scale';
  expect(skippedOf(results)).toEqual({
    ...{ collapse: 'too-few-pupils', calibrate: none, sensitivity: none, fit: none, link: none },
    ...{ ability: none, plausible: none, schools: none, programmes: none, trend: none },
    ...{ levels: none, dif: 'no-gender' },
  });
  const { documents, scale, past } = documentsOf(results);
  expect([scale, past]).toEqual([null, null]);
  expect(documents).toHaveLength(5);
  const quality = getPage(results, 'quality');
  expect(v.parse(QualityReport, quality).items[0]?.flags).toEqual(['few-answers']);
  // Of so few pupils a share would tell what each of them did.
  expect(quality.items.flatMap(({ classical }) => classical)).toEqual([]);
  expect(quality.forms.map(({ meanRaw }) => meanRaw)).toEqual([null, null, null, null]);
  expect(quality.effort).toEqual([]);
  expect(v.parse(ResultsReport, getPage(results, 'results')).grades).toEqual([]);
});

test('a city where nobody was tested closes', () => {
  const none = drawCity({ sizes: [0, 0, 0], academicYear: 2024 });
  expect(skippedOf(runClosing(none))).toMatchObject({ collapse: 'too-few-pupils' });
});

describe('the audit', () => {
  const attack = (change: (page: ResultsReport) => void) => {
    const documents = structuredClone(documentsOf(base));
    const page = documents.documents.find(({ report }) => report.page === 'results')?.report;
    if (page?.page !== 'results') throw new Error('no results');
    change(page);
    const spoilt: Results = { ...base, documents: { status: 'done', value: documents } };
    return () => runSlice(city, spoilt, { step: 'audit', partial: null });
  };

  test('lets the pages through as they are', () => {
    expect(attack(() => undefined)).not.toThrow();
  });

  test('fails a release whose pages hide different schools', () => {
    const show = attack(({ grades: [grade] }) => {
      const row = grade?.schools.find(({ school }) => school === 's-8');
      if (row) row.mean = { status: 'shown', value: 500, se: 5, lo: 490, hi: 510 };
    });
    expect(show).toThrow('a hidden figure can be worked out: grade 6: s-11');
  });

  test('fails a release whose page says something else of it', () => {
    expect(attack((page) => (page.audit.equations += 1))).toThrow('does not say');
  });
});
