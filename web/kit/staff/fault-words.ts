import type { ApiFault } from '../api.ts';
import { m } from '../paraglide/messages.js';

/** What happened; then what is safe and what to do. */
interface FaultWords {
  what: string;
  then: string;
}

const WORDS: Record<string, () => FaultWords> = {
  'signed-out': () => ({ what: m.kit_fault_signed_out(), then: m.kit_fault_signed_out_then() }),
  'pass-wrong': () => ({ what: m.kit_fault_pass(), then: m.kit_fault_pass_then() }),
  'account-unknown': () => ({ what: m.kit_fault_account(), then: m.kit_fault_account_then() }),
  'demo-only': () => ({ what: m.kit_fault_demo_only(), then: m.kit_fault_demo_only_then() }),
  'scope-foreign': () => ({ what: m.kit_fault_scope(), then: m.kit_fault_scope_then() }),
  'sitting-unknown': () => ({ what: m.kit_fault_sitting(), then: m.kit_fault_sitting_then() }),
  'sitting-state': () => ({ what: m.kit_fault_state(), then: m.kit_fault_state_then() }),
  'outside-window': () => ({ what: m.kit_fault_window(), then: m.kit_fault_window_then() }),
  'reopen-late': () => ({ what: m.kit_fault_reopen(), then: m.kit_fault_reopen_then() }),
  'campaign-open': () => ({ what: m.kit_fault_campaign(), then: m.kit_fault_campaign_then() }),
  'campaign-published': () => ({
    what: m.kit_fault_published(),
    then: m.kit_fault_published_then(),
  }),
  'closing-unfinished': () => ({
    what: m.kit_fault_unfinished(),
    then: m.kit_fault_unfinished_then(),
  }),
  'campaign-large': () => ({ what: m.kit_fault_large(), then: m.kit_fault_large_then() }),
  'campaign-imported': () => ({ what: m.kit_fault_imported(), then: m.kit_fault_imported_then() }),
  'report-unknown': () => ({ what: m.kit_fault_report(), then: m.kit_fault_report_then() }),
  'seat-unknown': () => ({ what: m.kit_fault_seat(), then: m.kit_fault_seat_then() }),
  'item-unknown': () => ({ what: m.kit_fault_seat(), then: m.kit_fault_seat_then() }),
  'response-unfit': () => ({ what: m.kit_fault_unfit(), then: m.kit_fault_unfit_then() }),
  internal: () => ({ what: m.kit_fault_internal(), then: m.kit_fault_internal_then() }),
};

export function wordFault(fault: ApiFault): FaultWords {
  if (fault.kind === 'unreachable')
    return { what: m.kit_fault_unreachable(), then: m.kit_fault_unreachable_then() };
  if (fault.kind === 'strange')
    return {
      what: m.kit_fault_strange({ status: fault.status }),
      then: m.kit_fault_strange_then(),
    };
  const { code, detail } = fault.problem;
  if (code === 'results-not-yet')
    return detail === 'not-closed'
      ? { what: m.kit_fault_results_open(), then: m.kit_fault_results_open_then() }
      : { what: m.kit_fault_results(), then: m.kit_fault_results_then() };
  return (
    WORDS[code]?.() ?? {
      what: m.kit_fault_other({ code }),
      then: m.kit_fault_other_then(),
    }
  );
}
