import { maxCredit } from '../../scoring/mark/credit.ts';
import type { ClosingForm, ClosingInput } from '../../scoring/close/input.ts';
import type { CampaignRow } from '../../scoring/wire/campaign.ts';
import type { FormDocument, FormVersion } from '../../scoring/wire/form-document.ts';
import type { TakenForm } from '../../scoring/wire/report.ts';
import { hashText } from '../digest.ts';
import type { Env } from '../env.ts';
import { openOnce } from '../jobs/opened-form.ts';
import { getCity, listProgrammes } from '../store/city.ts';
import { listCampaignForms } from '../store/form.ts';
import { listPastYears } from '../store/past-year.ts';
import { listSittings } from '../store/sitting.ts';
import type { Course } from './course.ts';

/** The input of a close without its pupils; classes and forms are what rows will point to. */
export type Frame = Omit<ClosingInput, 'matrix' | 'classOf' | 'formOf' | 'gender' | 'spent'> & {
  /** The columns to come, ascending by id. */
  items: ClosingInput['matrix']['items'];
};

export async function readFrame(
  env: Env,
  { campaign, course }: { campaign: CampaignRow; course: Course },
): Promise<Frame> {
  const { closing, run } = course;
  const [city, sittings, versions, programmes, past] = await Promise.all([
    getCity(env.DB),
    listSittings(env.DB, { campaign: campaign.id }),
    listCampaignForms(env.DB, campaign.id),
    listProgrammes(env.DB),
    listPastYears(env.DB, campaign),
  ]);
  const forms = await Promise.all(
    versions.map(async ({ hash }) => toClosingForm(hash, await openOnce(env, hash))),
  );
  return {
    report: {
      campaign: campaign.id,
      title: campaign.title,
      release: closing.release,
      computedAt: closing.startedAt,
      engineVersion: run.engineVersion,
      threshold: campaign.threshold,
      fictional: city.fictional,
      districts: city.districts,
      schools: city.schools.map(({ id, name, district }) => ({ id, name, district })),
      forms: versions.map(toTaken),
      classes: sittings.map(({ code, class: id, className, school, grade, formVersion }) => ({
        ...{ id, name: className, sitting: code, school, grade, formVersion },
        pupils: [],
      })),
    },
    academicYear: campaign.academicYear,
    engineVersion: run.engineVersion,
    forms,
    items: listColumns(forms),
    programmes,
    heldOut: closing.heldOut,
    past,
    cuts: null,
    seed: seedOf(campaign.id),
  };
}

/** The same in every closing of a campaign, so that the same answers make the same release. */
function seedOf(campaign: string): number {
  return Number.parseInt(hashText(campaign).slice(0, 8), 16);
}

function toTaken({ hash, form, items }: FormVersion): TakenForm {
  const counted = items.filter((item) => item.counted);
  const credit = counted.reduce((sum, item) => sum + item.maxCredit, 0);
  return { form, version: hash, items: counted.length, maxCredit: credit };
}

function toClosingForm(version: string, document: FormDocument): ClosingForm {
  const { package: pack, keys, uncounted, anchors } = document;
  const maxima = new Map(keys.map((key) => [`${key.item}@${key.version}`, maxCredit(key)]));
  return {
    form: pack.form.id,
    title: pack.form.title,
    version,
    grade: pack.form.grade,
    items: pack.items.map((item) => ({
      item: item.id,
      version: item.version,
      title: item.title,
      max: maxima.get(`${item.id}@${item.version}`) ?? 0,
      counted: !uncounted.includes(item.id),
      short: !('worlds' in item),
      practice: item.practice,
    })),
    anchors,
  };
}

function listColumns(forms: ClosingForm[]): Frame['items'] {
  const columns = forms.flatMap(({ items }) =>
    items.map(({ item, version, max }) => ({ id: `${item}@${version}`, max })),
  );
  const unique = new Map(columns.map((column) => [column.id, column]));
  return [...unique.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
