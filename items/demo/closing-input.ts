import type { ClosingForm, ClosingInput } from '../../scoring/close/input.ts';
import { maxCredit } from '../../scoring/mark/credit.ts';
import type { ClassRoll, PupilResult } from '../../scoring/report/roll.ts';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { TakenForm } from '../../scoring/wire/report.ts';
import type { PastYear } from '../../scoring/wire/scale.ts';
import type { Census } from './census.ts';
import { hexOf } from './chance.ts';
import type { DemoCity } from './city.ts';
import { freeze } from './files.ts';
import { listPresent } from './lesson.ts';
import { listShifts } from './misfit.ts';
import { type Row, fillMatrix, fillSpent } from './row.ts';
import { type SheetCell, drawSheet } from './sheet.ts';
import type { DemoSitting } from './sitting.ts';
import { drawAbility } from './truth.ts';

/** A census is closed a month after its last day. */
const CLOSED_AFTER = 30 * 86_400_000;

/** A form as the close knows it, with all that its items are marked by. */
interface Paper {
  form: ClosingForm;
  document: FormDocument;
}

/** `year` is the census's position among the truth's; `past` as a close takes it. */
interface Setting {
  year: number;
  forms: FormDocument[];
  past: PastYear[];
}

/** A census as a close takes it in, its pupils' attempts drawn at the level of scores. */
export function simulateCensus(
  demo: DemoCity,
  { campaign, sittings }: Census,
  { year, forms, past }: Setting,
): ClosingInput {
  const papers = forms.map(toPaper);
  const rows: Row[] = [];
  const classes = sittings.map((sitting, classOf): ClassRoll => {
    const formOf = papers.findIndex(({ form }) => form.form === sitting.form);
    const paper = papers[formOf];
    if (!paper) throw new Error(`no form ${sitting.form}`);
    const sheets = drawSheets(demo, sitting, { year, paper });
    for (const { enrolment, gender = null } of sitting.plan.roster) {
      const cells = sheets.get(enrolment);
      if (cells) rows.push({ enrolment, gender, classOf, formOf, cells });
    }
    return toRoll(sitting, paper.form, sheets);
  });
  rows.sort((a, b) => (a.enrolment < b.enrolment ? -1 : 1));
  const frozen = papers.map(({ form }) => form);
  const matrix = fillMatrix(rows, frozen);
  return {
    report: {
      campaign: campaign.id,
      title: campaign.title,
      release: 1,
      computedAt: campaign.closesAt + CLOSED_AFTER,
      engineVersion: ENGINE_VERSION,
      threshold: campaign.threshold,
      fictional: demo.city.fictional,
      districts: demo.city.districts,
      schools: demo.city.schools.map(({ id, name, district }) => ({ id, name, district })),
      forms: frozen.map(toTaken),
      classes,
    },
    academicYear: campaign.academicYear,
    engineVersion: ENGINE_VERSION,
    forms: frozen,
    matrix,
    classOf: Uint16Array.from(rows, (row) => row.classOf),
    formOf: Uint8Array.from(rows, (row) => row.formOf),
    gender: rows.map(({ gender }) => gender),
    spent: fillSpent(rows, frozen, matrix),
    programmes: demo.city.programmes,
    heldOut: [],
    past,
    cuts: null,
    seed: parseInt(hexOf(demo.seed, `close/${campaign.id}`, 8), 16),
  };
}

function toPaper(document: FormDocument): Paper {
  const { form, items } = document.package;
  const frozen: ClosingForm = {
    form: form.id,
    title: form.title,
    version: freeze(document).version,
    grade: form.grade,
    items: items.map((item, at) => {
      const key = document.keys[at];
      if (key?.item !== item.id) throw new Error(`no key for ${item.id}`);
      return {
        item: item.id,
        version: item.version,
        title: item.title,
        max: maxCredit(key),
        counted: !document.uncounted.includes(item.id),
        practice: item.practice,
        short: !('worlds' in item),
      };
    }),
    anchors: document.anchors,
  };
  return { form: frozen, document };
}

function toTaken({ form, version, items }: ClosingForm): TakenForm {
  const counted = items.filter((item) => item.counted);
  const full = counted.reduce((sum, { max }) => sum + max, 0);
  return { form, version, items: counted.length, maxCredit: full };
}

/** By enrolment: everybody who sat and answered an item that counts. */
function drawSheets(
  { seed, truth }: DemoCity,
  sitting: DemoSitting,
  { year, paper }: { year: number; paper: Paper },
): Map<string, SheetCell[]> {
  const { school, grade } = sitting;
  const sheets = listPresent(sitting).map(({ pupil, enrolment, gender }) => {
    const drawn = drawAbility(truth, { seed, pupil, school, grade, year });
    const shifts = listShifts(truth.misfits, { year, gender });
    return [enrolment, drawSheet({ seed, enrolment, ...drawn, shifts }, paper.document)] as const;
  });
  const answered = (cells: SheetCell[]) =>
    cells.some(({ status }, at) => status === 'answered' && paper.form.items[at]?.counted);
  return new Map(sheets.filter(([, cells]) => answered(cells)));
}

function toRoll(
  { plan, school, grade, absent }: DemoSitting,
  form: ClosingForm,
  sheets: ReadonlyMap<string, SheetCell[]>,
): ClassRoll {
  const away = new Set(absent.map(({ seat }) => seat));
  const name = plan.class.slice(plan.class.lastIndexOf('-') + 1);
  const pupils = plan.roster.map(({ enrolment, exempt, seat }): PupilResult => {
    if (exempt) return { status: 'exempt' };
    const cells = sheets.get(enrolment);
    if (cells) return { status: 'tested', share: shareOf(cells, form) };
    return { status: away.has(seat) ? 'absent' : 'missing' };
  });
  return {
    id: plan.class,
    name,
    sitting: plan.code,
    school,
    grade,
    formVersion: form.version,
    pupils,
  };
}

function shareOf(cells: readonly SheetCell[], form: ClosingForm): number {
  const counts = (at: number) => form.items[at]?.counted;
  const raw = cells.reduce((sum, { credit }, at) => sum + (counts(at) ? credit : 0), 0);
  return (100 * raw) / toTaken(form).maxCredit;
}
