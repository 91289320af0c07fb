import { m } from '../../kit/paraglide/messages.js';
import { wordFault } from '../../kit/staff/fault-words.ts';
import { type Brought, isUndecided } from './bring-in.ts';

interface Words {
  what: string;
  /** What to do about it; empty where nothing is to be done. */
  then: string;
}

type Why =
  | 'not-a-file'
  | 'too-large'
  | 'other-campaign'
  | 'damaged'
  | 'foreign-sitting'
  | 'sitting-unknown'
  | 'secret-wrong'
  | 'tray-full';

const REFUSALS: Record<Why, () => Words> = {
  'not-a-file': () => ({
    what: m.teacher_answers_not_a_file(),
    then: m.teacher_answers_not_a_file_then(),
  }),
  'too-large': () => ({
    what: m.teacher_answers_too_large(),
    then: m.teacher_answers_not_a_file_then(),
  }),
  'other-campaign': () => ({
    what: m.teacher_answers_other_campaign(),
    then: m.teacher_answers_help_then(),
  }),
  damaged: () => ({ what: m.teacher_answers_damaged(), then: m.teacher_answers_damaged_then() }),
  'foreign-sitting': () => ({
    what: m.teacher_answers_foreign(),
    then: m.teacher_answers_foreign_then(),
  }),
  'sitting-unknown': () => ({
    what: m.teacher_answers_foreign(),
    then: m.teacher_answers_foreign_then(),
  }),
  'secret-wrong': () => ({
    what: m.teacher_answers_secret_wrong(),
    then: m.teacher_answers_help_then(),
  }),
  'tray-full': () => ({ what: m.teacher_answers_tray_full(), then: m.teacher_answers_tray_then() }),
};

/** What became of it, in words. */
export function wordOutcome(brought: Brought): Words {
  const { result } = brought;
  const then = isUndecided(brought) ? m.teacher_answers_late_then() : '';
  switch (result.outcome) {
    case 'failed':
      return wordFault(result.fault);
    case 'refused':
      return REFUSALS[result.why ?? 'damaged']();
    case 'unclaimed':
      return { what: m.teacher_answers_unclaimed(), then: m.teacher_answers_tray_then() };
    case 'stored':
      return { what: m.teacher_answers_stored({ n: result.added }), then };
    case 'known':
      return { what: m.teacher_answers_known(), then };
  }
}
