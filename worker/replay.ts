import { parseLine } from '../scoring/journal/line.ts';
import type { Replay } from '../scoring/wire/replay.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { openPackage } from './form.ts';
import { readScores } from './results.ts';
import { sittingAt } from './sitting/stub.ts';
import { listEnrolments } from './store/enrolment.ts';
import type { Sitting } from './store/sitting.ts';

/** One pupil's answer to one item. Throws the faults `seat-unknown` and `item-unknown`. */
export async function readReplay(
  env: Env,
  sitting: Sitting,
  { seat, item: id }: { seat: number; item: string },
): Promise<Replay> {
  const enrolments = await listEnrolments(env.DB, { sitting: sitting.code });
  const enrolment = enrolments.find((row) => row.seat === seat)?.id;
  if (enrolment === undefined) throw new Fault('seat-unknown');
  const { items, pictures } = await openPackage(env, sitting.formVersion);
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw new Fault('item-unknown');
  const stub = sittingAt(env.SITTING, sitting.code);
  const [submission, journal, scores] = await Promise.all([
    stub.submission(enrolment),
    stub.journal(enrolment),
    readScores(env, sitting),
  ]);
  const response = submission?.responses[id];
  const score = scores.get(enrolment)?.items.find((row) => row.item === id);
  return {
    item,
    ...(response === undefined ? {} : { response }),
    ...(score === undefined ? {} : { score }),
    runs: countRuns(journal, id),
    pictures: Object.fromEntries(
      Object.entries(pictures).filter(([file]) => file.startsWith(`${id}/`)),
    ),
  };
}

function countRuns(journal: { lines: string[] }[], item: string): number {
  return journal
    .flatMap(({ lines }) => lines.map(parseLine))
    .filter((event) => event?.type === 'run' && event.item === item).length;
}
