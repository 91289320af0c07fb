import type { AnswersOf } from '../../../scoring/journal/answer-code.ts';
import type { Unsent } from '../../../scoring/journal/device.ts';
import { endOf } from '../../../scoring/journal/takeover.ts';
import type { AttemptJournal, LastState } from '../../../scoring/wire/answer-file.ts';
import type { AttemptState } from '../../../scoring/wire/event.ts';
import { findPrepared } from '../prepare/shelf.ts';

/** An attempt that can leave this device by hand: where to, and to whose key. */
export interface Carried {
  of: AnswersOf;
  answerKey: string;
  label: { className: string; seat: number };
  unsent: Unsent;
}

/** Those whose campaign's key is known here: it came with the card's entry, or lies prepared. */
export async function listCarried(all: readonly Unsent[]): Promise<Carried[]> {
  const found = await Promise.all(all.map(findCarried));
  return found.filter((one) => one !== undefined);
}

async function findCarried(unsent: Unsent): Promise<Carried | undefined> {
  const header = unsent.sources.at(-1)?.header;
  if (!header) return undefined;
  const { attempt, sitting, label } = header;
  const [campaign, answerKey] = unsent.answers?.split(' ') ?? (await findPreparedKey(sitting));
  if (campaign === undefined || answerKey === undefined) return undefined;
  return { of: { campaign, sitting, attempt }, answerKey, label, unsent };
}

async function findPreparedKey(sitting: string): Promise<[string, string] | []> {
  const found = await findPrepared(sitting);
  return found ? [found.preparation.campaign, found.preparation.answerKey] : [];
}

/** The whole journal, as a file carries it. */
export function drawJournal({ unsent: { sources, card } }: Carried): AttemptJournal {
  return {
    secret: sources[0]?.header.secret ?? '',
    ...(card === undefined ? {} : { card }),
    epochs: sources.map(({ header, lines }) => ({ epoch: header.epoch, lines: [...lines] })),
  };
}

/** What the journal comes to, as codes carry it; undefined where nothing is written yet. */
export function drawState({ unsent: { sources, card } }: Carried): LastState | undefined {
  const last = sources.findLast(({ lines }) => lines.length > 0);
  if (!last) return undefined;
  const { from, state } = endOf(last);
  return {
    secret: last.header.secret,
    ...(card === undefined ? {} : { card }),
    epoch: from.epoch,
    seq: from.seq,
    head: from.head,
    state: dropIds(state),
  };
}

/** The blocks' ids are half of a state's bytes, do not shrink, and say nothing. */
function dropIds(state: AttemptState): AttemptState {
  const keep = (key: string, value: unknown) => (key === 'id' ? undefined : value);
  return JSON.parse(JSON.stringify(state, keep)) as AttemptState;
}
