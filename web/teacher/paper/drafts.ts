import type { PaperEntry } from '../../../scoring/wire/paper.ts';
import { Draft } from './draft.svelte.ts';

const drafts = new Map<string, Draft>();

/** On whichever page of ours the reader is by then. */
function warn(event: BeforeUnloadEvent): void {
  if ([...drafts.values()].some(({ isUnsent }) => isUnsent)) event.preventDefault();
}

/**
 * The draft of `key`, which names reader, sitting and seat: whoever looks at the board in between
 * finds again what is not sent yet, and is warned before it is lost.
 */
export function openDraft(key: string, entered: PaperEntry['responses']): Draft {
  const kept = drafts.get(key);
  if (kept?.isUnsent) return kept;
  addEventListener('beforeunload', warn);
  const draft = new Draft(entered);
  drafts.set(key, draft);
  return draft;
}
