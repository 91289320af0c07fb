import { describeClassically } from '../../calibrate/classical.ts';
import { tabulateOptions } from '../../calibrate/option-table.ts';
import {
  codeForAbility,
  MISSING,
  NOT_ADMINISTERED,
  NOT_REACHED,
  OMITTED,
  selectRows,
  TECHNICAL,
} from '../../calibrate/matrix.ts';
import type { FormQuality } from '../../wire/quality.ts';
import type { ClosingForm, ClosingInput } from '../input.ts';
import {
  cut,
  getColumn,
  listCreditShares,
  listRowGrades,
  listRows,
  listTestedGrades,
  nameColumn,
} from '../pupils.ts';
import { type Classical, done, type GradedItem } from '../results.ts';
import { atOnce } from '../step.ts';

/**
 * Item and form statistics: alpha, SEM and correlations within each form over the pupils without a
 * technical loss, since totals of two forms are not of one kind. An item of several forms of a grade
 * has the mean of its correlations, weighted by pupils.
 */
export const classical = atOnce<'classical'>([], ({ input }) => {
  const forms = input.forms.map((form, at) => describeForm(input, form, at));
  return done<Classical>({
    forms: forms.map(({ quality }) => quality),
    items: describeItems(input, forms),
  });
});

interface Described {
  form: ClosingForm;
  quality: FormQuality;
  items: { id: string; rest: number | null; alphaWithout: number | null }[];
}

function describeForm(input: ClosingInput, form: ClosingForm, at: number): Described {
  const rows = listRows(input, (row) => input.formOf[row] === at);
  const counted = form.items.filter((item) => item.counted);
  const table = readTable(input, rows, counted);
  const totals = table.map((row) => row.reduce((sum, credit) => sum + credit, 0));
  const whole = describe(counted, table);
  const quality: FormQuality = {
    form: form.form,
    title: form.title,
    grade: form.grade,
    n: rows.length,
    items: counted.length,
    maxCredit: counted.reduce((sum, { max }) => sum + max, 0),
    alpha: whole?.alpha ?? null,
    sem: whole?.sem ?? null,
    meanRaw: totals.length > 0 ? meanOf(totals) : null,
    sdRaw: totals.length > 1 ? deviationOf(totals) : null,
    reachedLast: shareReaching(input, rows, form),
  };
  const tried = form.items.filter((item) => !item.counted);
  return {
    form,
    quality,
    items: [
      ...counted.map((item, index) => ({
        id: nameColumn(item),
        rest: whole?.items[index]?.rest ?? null,
        alphaWithout: whole?.items[index]?.alphaWithout ?? null,
      })),
      // One that is tried out stands beside the sum of those that count.
      ...tried.map((item) => {
        const besides = [...counted, item];
        const beside = describe(besides, readTable(input, rows, besides));
        return {
          id: nameColumn(item),
          rest: beside?.items.at(-1)?.rest ?? null,
          alphaWithout: null,
        };
      }),
    ],
  };
}

type FormItem = ClosingForm['items'][number];

/** Credits of the pupils who lost none of these items to an incident. */
function readTable(input: ClosingInput, rows: number[], items: readonly FormItem[]): number[][] {
  const width = items.length;
  const cells = codeForAbility(cut(input, { rows, columns: items.map(nameColumn) }));
  return rows
    .map((_, at) => [...cells.subarray(at * width, (at + 1) * width)])
    .filter((row) => !row.includes(MISSING));
}

function describe(items: readonly FormItem[], rows: number[][]) {
  if (rows.length < 2 || items.length < 2) return undefined;
  return describeClassically({
    items: items.map((item) => ({ id: nameColumn(item), max: item.max })),
    rows,
  });
}

/** Percent of those tested who answered the form's last item; null where nobody could. */
function shareReaching(input: ClosingInput, rows: number[], form: ClosingForm): number | null {
  const last = form.items.at(-1);
  if (!last) return null;
  const { cells } = cut(input, { rows, columns: [nameColumn(last)] });
  const could = cells.filter((cell) => cell !== TECHNICAL && cell !== NOT_ADMINISTERED);
  if (could.length === 0) return null;
  return (100 * could.filter((cell) => cell >= 0).length) / could.length;
}

function describeItems(input: ClosingInput, forms: Described[]): GradedItem[] {
  const grades = listRowGrades(input);
  const tables = tabulateThirds(input);
  return input.matrix.items.flatMap(({ id, max }) => {
    const on = forms.filter(({ items }) => items.some((item) => item.id === id));
    return [...new Set(on.map(({ form }) => form.grade))]
      .sort((a, b) => a - b)
      .map((grade) => ({
        id,
        ...countAnswers(input, { id, max, rows: listRows(input, (row) => grades[row] === grade) }),
        ...joinForms(
          on.filter(({ form }) => form.grade === grade),
          id,
        ),
        byThird: tables.get(grade)?.get(id) ?? null,
        grade,
      }));
  });
}

type Tables = ReadonlyMap<number, ReadonlyMap<string, GradedItem['byThird']>>;

/** Credits of what was answered in the thirds of each grade by share of credit, by item. */
function tabulateThirds(input: ClosingInput): Tables {
  const byRow = listRowGrades(input);
  const shares = listCreditShares(input);
  const items = input.matrix.items.map(({ id, max }) => ({ id, options: max + 1 }));
  return new Map(
    listTestedGrades(input).map((grade) => {
      const rows = listRows(input, (row) => byRow[row] === grade);
      const { cells } = selectRows(input.matrix, rows);
      const scores = Float64Array.from(rows, (row) => shares[row] ?? 0);
      const answered = cells.map((cell) => (cell < 0 ? MISSING : cell));
      return [grade, new Map(tabulateOptions({ items, cells: answered, scores }).map(toThirds))];
    }),
  );
}

function toThirds({
  id,
  groups,
}: ReturnType<typeof tabulateOptions>[number]): [string, GradedItem['byThird']] {
  const [low, middle, high] = groups;
  return [id, low && middle && high ? [low.counts, middle.counts, high.counts] : null];
}

function countAnswers(
  { matrix, spent }: ClosingInput,
  { id, max, rows }: { id: string; max: number; rows: number[] },
) {
  const column = getColumn(matrix, id);
  const width = matrix.items.length;
  const codes = rows.map((row) => matrix.cells[row * width + column] ?? NOT_ADMINISTERED);
  const credits = Array.from(
    { length: max + 1 },
    (_, k) => codes.filter((code) => code === k).length,
  );
  const count = (code: number) => codes.filter((each) => each === code).length;
  const answered = credits.reduce((sum, each) => sum + each, 0);
  const n = answered + count(OMITTED) + count(NOT_REACHED);
  const seconds = rows.map((row) => (spent[row * width + column] ?? 0) / 1000);
  return {
    n,
    omitted: count(OMITTED),
    notReached: count(NOT_REACHED),
    p: n === 0 ? null : credits.reduce((sum, each, k) => sum + each * k, 0) / (n * max),
    credits,
    medianSeconds: findMedian(seconds.filter((each) => each > 0)),
  };
}

function joinForms(forms: Described[], id: string) {
  const parts = forms.flatMap(({ quality, items }) =>
    items.filter((item) => item.id === id).map((item) => ({ ...item, n: quality.n })),
  );
  return {
    rest: weigh(parts.map(({ rest, n }) => ({ value: rest, n }))),
    // Alpha belongs to a form: of several there is none to give.
    alphaWithout: parts.length === 1 ? (parts[0]?.alphaWithout ?? null) : null,
  };
}

function weigh(parts: { value: number | null; n: number }[]): number | null {
  const known = parts.flatMap(({ value, n }) => (value === null ? [] : [{ value, n }]));
  const n = known.reduce((sum, part) => sum + part.n, 0);
  return n === 0 ? null : known.reduce((sum, part) => sum + part.value * part.n, 0) / n;
}

function findMedian(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
