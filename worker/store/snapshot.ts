import type { FormVersion } from '../../scoring/wire/form-document.ts';
import { selectEnrolments, toEnrolment, type Enrolment } from './enrolment.ts';
import { selectCampaignForms, toFormVersion } from './form.ts';
import { selectCounted, toCounted, type CountedScore } from './score.ts';
import { selectSittings, toSitting, type Sitting } from './sitting.ts';

/** What a release is computed from, as it stood at one instant. */
export interface Snapshot {
  sittings: Sitting[];
  enrolments: Enrolment[];
  counted: CountedScore[];
  forms: FormVersion[];
}

/** One transaction: nothing is scored, closed or marked absent between two of its reads. */
export async function readSnapshot(
  db: D1Database,
  { campaign, run }: { campaign: string; run: number },
): Promise<Snapshot> {
  const [sittings, enrolments, counted, forms] = await db.batch([
    selectSittings(db, { campaign }),
    selectEnrolments(db, { campaign }),
    selectCounted(db, { campaign, run }),
    selectCampaignForms(db, campaign),
  ]);
  return {
    sittings: (sittings?.results ?? []).map(toSitting),
    enrolments: (enrolments?.results ?? []).map(toEnrolment),
    counted: (counted?.results ?? []).map(toCounted),
    forms: (forms?.results ?? []).map(toFormVersion),
  };
}
