import type { ReleaseRow, StepName } from '../../scoring/wire/closing.ts';
import { m } from '../kit/paraglide/messages.js';
import { printDate } from '../kit/staff/words.ts';
import type { Stage } from './closing.ts';

const STAGE_NAMES: Record<Stage, () => string> = {
  collect: m.office_stage_collect,
  compute: m.office_stage_compute,
  check: m.office_stage_check,
  publish: m.office_stage_publish,
};

export function nameStage(stage: Stage): string {
  return STAGE_NAMES[stage]();
}

const STEP_NAMES: Record<StepName, () => string> = {
  gather: m.office_step_gather,
  classical: m.office_step_classical,
  collapse: m.office_step_collapse,
  calibrate: m.office_step_calibrate,
  sensitivity: m.office_step_sensitivity,
  fit: m.office_step_fit,
  dif: m.office_step_dif,
  effort: m.office_step_effort,
  link: m.office_step_link,
  ability: m.office_step_ability,
  plausible: m.office_step_plausible,
  schools: m.office_step_schools,
  programmes: m.office_step_programmes,
  trend: m.office_step_trend,
  levels: m.office_step_levels,
  documents: m.office_step_documents,
  audit: m.office_step_audit,
};

export function nameStep(step: StepName): string {
  return STEP_NAMES[step]();
}

const SKIPPED: Record<string, () => string> = {
  'too-few-pupils': m.office_skip_pupils,
  'too-few-items': m.office_skip_items,
  'few-answers': m.office_skip_answers,
  'not-converged': m.office_skip_not_converged,
  'no-gender': m.office_skip_gender,
  'no-scale': m.office_skip_scale,
  'few-common-items': m.office_skip_common,
  'base-year': m.office_skip_base,
  'no-earlier-grade': m.office_skip_earlier,
  'no-programme': m.office_skip_programmes,
  'no-standard': m.office_skip_standard,
};

/** Why a step came to nothing; a reason that this page does not know stands as it is. */
export function tellSkipped(reason: string): string {
  return SKIPPED[reason]?.() ?? m.office_skip_other({ code: reason });
}

/** Whether readers see a release, saw it once or not yet. */
export function tellRelease(row: ReleaseRow, present: number | null, timeZone: string): string {
  if (row.release === present) return m.office_release_present();
  if (!row.complete) return m.office_release_incomplete();
  if (row.publishedAt !== null)
    return m.office_release_earlier({ date: printDate(row.publishedAt, timeZone) });
  return m.office_release_unpublished();
}

export function countItems(n: number): string {
  return n === 0 ? m.office_release_none_held() : m.office_release_items({ n });
}
