import { parseLine } from '../scoring/journal/line.ts';
import type { Replay } from '../scoring/wire/replay.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { openForm } from './form.ts';
import { readScores } from './results.ts';
import { sittingAt } from './sitting/stub.ts';
import { listEnrolments } from './store/enrolment.ts';
import type { Sitting } from './store/sitting.ts';

/**
 * One pupil's answer to one item, and what its author tells the teacher. Throws the fault
 * `seat-unknown`, and `item-unknown` also for an item that does not count: it is to be secure next
 * year.
 */
export async function readReplay(
  env: Env,
  sitting: Sitting,
  { seat, item: id }: { seat: number; item: string },
): Promise<Replay> {
  const enrolments = await listEnrolments(env.DB, { sitting: sitting.code });
  const enrolment = enrolments.find((row) => row.seat === seat)?.id;
  if (enrolment === undefined) throw new Fault('seat-unknown');
  const { package: pack, keys, uncounted } = await openForm(env, sitting.formVersion);
  const item = pack.items.find((candidate) => candidate.id === id);
  if (!item || uncounted.includes(id)) throw new Fault('item-unknown');
  const stub = sittingAt(env.SITTING, sitting.code);
  const [submission, journal, scores] = await Promise.all([
    stub.submission(enrolment),
    stub.journal(enrolment),
    readScores(env, sitting),
  ]);
  const response = submission?.responses[id];
  const score = scores.get(enrolment)?.items.find((row) => row.item === id);
  const key = keys.find((candidate) => candidate.item === id);
  if (!key) throw new Error(`no key for ${id}`);
  return {
    item,
    ...(response === undefined ? {} : { response }),
    ...(score === undefined ? {} : { score }),
    runs: countRuns(journal, id),
    paper: isPaper(journal, submission?.attempt),
    pictures: Object.fromEntries(
      Object.entries(pack.pictures).filter(([file]) => file.startsWith(`${id}/`)),
    ),
    teaching: key.teaching,
  };
}

interface Epoch {
  attempt: string;
  lines: string[];
}

function countRuns(journal: Epoch[], item: string): number {
  return journal
    .flatMap(({ lines }) => lines.map(parseLine))
    .filter((event) => event?.type === 'run' && event.item === item).length;
}

/** Did a teacher enter the attempt that counts from paper? Its first line says so. */
function isPaper(journal: Epoch[], counted: string | undefined): boolean {
  const first = journal.find(({ attempt }) => attempt === counted)?.lines[0];
  const start = first === undefined ? undefined : parseLine(first);
  return start?.type === 'start' && start.medium === 'paper';
}
