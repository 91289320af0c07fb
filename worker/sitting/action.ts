import { appendAudit, type AuditEntry } from './audit.ts';
import { close, extend, open, pause, reopen, resume, takeBreak } from './clock.ts';
import type { Deed, Outcome, Refusal } from './deed.ts';
import { accommodate, markAbsent, note, voidItem } from './incident.ts';
import { countLateOf } from './late.ts';
import { putMirror } from './outbox.ts';
import { claim, swap, unclaim } from './owner.ts';

/** Does what the proctor asks, with its audit row and the city's copy in the same transaction. */
export function perform(deed: Deed, actor: string): { ok: true } | Refusal {
  const outcome = decide(deed);
  if (!outcome.ok || !outcome.changed) return outcome;
  const { sql, action, now } = deed;
  const { do: name, ...detail } = action;
  writeDown(sql, { at: now, actor, action: name, detail: { ...detail, before: outcome.before } });
  return { ok: true };
}

/** An audit row, and the city's copy of it. */
export function writeDown(
  sql: SqlStorage,
  { detail, ...row }: Omit<AuditEntry, 'detail'> & { detail: object },
): void {
  const seq = appendAudit(sql, { ...row, detail: JSON.stringify(detail) });
  putMirror(sql, seq, row.at);
}

function decide(deed: Deed): Outcome {
  const { action } = deed;
  switch (action.do) {
    case 'open':
      return open(deed);
    case 'pause':
      return pause(deed);
    case 'resume':
      return resume(deed);
    case 'extend':
      return extend({ ...deed, action });
    case 'break':
      return takeBreak({ ...deed, action });
    case 'accommodate':
      return accommodate({ ...deed, action });
    case 'close':
      return close(deed);
    case 'reopen':
      return reopen(deed);
    case 'absent':
      return markAbsent({ ...deed, action });
    case 'claim':
      return claim({ ...deed, action });
    case 'unclaim':
      return unclaim({ ...deed, action });
    case 'swap':
      return swap({ ...deed, action });
    case 'count-late':
      return countLateOf({ ...deed, action });
    case 'void':
      return voidItem({ ...deed, action });
    case 'note':
      return note({ ...deed, action });
  }
}
