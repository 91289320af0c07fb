import type { Batch, Binding } from '../../scoring/wire/batch.ts';
import { PROTOCOL } from '../../scoring/wire/batch.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import { type Drawn, drawAnswer } from './answer.ts';
import { cutBatches } from './batches.ts';
import { type Chance, hexOf, openChance, uuidOf } from './chance.ts';
import type { Shifts } from './misfit.ts';
import { type Pen, openPen } from './pen.ts';
import { type Step, listSteps } from './steps.ts';
import { drawLeaving, drawPace } from './tempo.ts';

/** Who sits, and under which circumstances. */
export interface Seated {
  seed: string;
  enrolment: string;
  /** The twelve symbols of the login card. */
  card: string;
  ability: number;
  tries: boolean;
  /** Of the items' thresholds; without any, all items are as foreseen. */
  shifts?: Shifts;
  opensAt: number;
  /** Minutes between two moments of network; 0 = always there. */
  outage: number;
}

/** The form as a city has frozen it. */
export interface FrozenForm {
  document: FormDocument;
  /** Its hash, which a journal's first event names. */
  version: string;
}

/** A simulated attempt: what its device sends, and what was meant by it. */
export interface Attempted {
  binding: Binding;
  batches: Batch[];
  /** Items that were seen, with what is last on their workspace. */
  drawn: ({ item: string } & Drawn)[];
  handedIn: boolean;
}

const MINUTE = 60_000;

/** One pupil's attempt, the same for ever for the same arguments. */
export function simulatePupil(seated: Seated, form: FrozenForm): Attempted {
  const { seed, enrolment, card, opensAt } = seated;
  const chance = openChance(seed, `attempt/${enrolment}`);
  const attempt = uuidOf(seed, `attempt/${enrolment}`);
  const pen = openPen({ attempt, wall: opensAt + chance.whole(2, 100) * 1000 });
  pen.write({ type: 'start', form: form.version });
  const { drawn, handedIn } = takeTest(chance, pen, seated, form.document);
  const period = seated.outage * MINUTE;
  const phase = period && chance.whole(0, period - 1);
  const nextLink = (wall: number) =>
    period === 0 ? wall : Math.ceil((wall - phase) / period) * period + phase;
  return {
    binding: { protocol: PROTOCOL, attempt, secret: hexOf(seed, `secret/${enrolment}`, 32), card },
    batches: cutBatches({ attempt, lines: pen.lines, nextLink }),
    drawn,
    handedIn,
  };
}

function takeTest(chance: Chance, pen: Pen, seated: Seated, document: FormDocument) {
  const { form, items } = document.package;
  const limit = form.minutes * MINUTE;
  const { ability, tries, shifts = {} } = seated;
  const pace = drawPace(chance, { ability, tries });
  const leavesAt = drawLeaving(chance, limit);
  const drawn: Attempted['drawn'] = [];
  for (const item of items) {
    const key = getKey(document.keys, item);
    if (pen.elapsed() >= leavesAt) break;
    const answer = drawAnswer(chance, { item, key, ability, tries, shifts });
    const steps = listSteps(chance, { item, key, answer, pace });
    drawn.push({ item: item.id, ...play(pen, item, { steps, answer, leavesAt }) });
  }
  if (leavesAt < limit) return { drawn, handedIn: false };
  return { drawn, handedIn: handIn(chance, pen, items, limit) };
}

function getKey(keys: Key[], item: Item): Key {
  const key = keys.find((candidate) => candidate.item === item.id);
  if (!key) throw new Error(`no key for ${item.id}`);
  return key;
}

/** Writes what happens on an item; time may run out half way, with whatever lies there then. */
function play(
  pen: Pen,
  item: Item,
  { steps, answer, leavesAt }: { steps: Step[]; answer: Drawn; leavesAt: number },
): Drawn {
  let last: Response | undefined;
  pen.write({ type: 'visit', item: item.id });
  for (const step of steps) {
    if (pen.elapsed() + step.after >= leavesAt) {
      pen.wait(Math.max(0, leavesAt - pen.elapsed()));
      return { response: last, credit: undefined };
    }
    if (step.reloads) pen.reload(step.after);
    else pen.wait(step.after);
    for (const happening of step.happenings) {
      pen.write(happening);
      if (happening.type === 'answer') last = happening.response;
    }
  }
  return answer;
}

/** Out of time, one in four waits for the teacher instead of pressing the button. */
function handIn(chance: Chance, pen: Pen, items: Item[], limit: number): boolean {
  const late = pen.elapsed() >= limit;
  if (chance.hit(late ? 0.25 : 0.01)) return false;
  const again = chance.hit(0.2) && !late ? chance.pick(items) : undefined;
  if (again) {
    pen.wait(2_000 + chance.uniform() * 4_000);
    pen.write({ type: 'visit', item: again.id });
  }
  pen.wait(2_000 + chance.uniform() * 15_000);
  pen.write({ type: 'handin' });
  return true;
}
