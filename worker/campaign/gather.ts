import { recordGather } from '../../scoring/close/record.ts';
import type { Env } from '../env.ts';
import { listAnswers, takeFingerprint } from '../store/answer.ts';
import { getCampaign } from '../store/campaign.ts';
import { findRun } from '../store/score.ts';
import { countUnsettled } from '../store/sitting.ts';
import { clearWork, moveTo, saveCourse, saveRecord, type Course } from './course.ts';
import { Failure } from './failure.ts';
import { readFrame, type Frame } from './frame.ts';
import { joinPages, makePage, type Page } from './page.ts';
import { findValue, putValue } from './values.ts';

/** Enrolments in one slice: 1.7 kB each, of what the database answers at once and is parsed. */
const MOST_ROWS = 1_000;
/** Readings in a row that something changed under. */
const MOST_ROUNDS = 5;

/** Storage to write into, in one transaction. */
export type Save = (change: (kv: SyncKvStorage) => void) => void;

interface Desk {
  env: Env;
  kv: SyncKvStorage;
  save: Save;
  now: number;
}

/**
 * One slice of reading the answers: the frame, then page after page, and at last a look whether
 * anything changed meanwhile; then it is all read again. Throws Failure when it does not settle.
 */
export async function gatherSlice(desk: Desk, course: Course): Promise<void> {
  const frame = findValue(desk.kv, 'frame') as Frame | undefined;
  if (course.gather.fingerprint === null || !frame) return beginRound(desk, course);
  const answers = await listAnswers(desk.env.DB, {
    campaign: course.closing.campaign,
    run: course.run.n,
    after: course.gather.after,
    most: MOST_ROWS,
  });
  const last = answers.at(-1);
  if (!last) return endRound(desk, course, frame);
  const page = makePage(frame, answers);
  const { pages } = course.gather;
  const gather = { ...course.gather, after: last.enrolment, pages: pages + 1 };
  const { enrolled } = course.gather;
  const done = Math.min(enrolled, (pages + 1) * MOST_ROWS);
  desk.save((kv) => {
    putValue(kv, `page/${pages}`, page);
    saveCourse(kv, moveTo(course, { step: 'gather', done, of: enrolled }, { gather }));
  });
}

async function beginRound({ env, save }: Desk, course: Course): Promise<void> {
  const of = { campaign: course.closing.campaign, run: course.run.n };
  const { enrolled, fingerprint } = await takeFingerprint(env.DB, of);
  const campaign = await getCampaign(env.DB, of.campaign);
  const frame = await readFrame(env, { campaign, course });
  const round = course.gather.round + 1;
  const gather = { round, fingerprint, enrolled, after: '', pages: 0 };
  save((kv) => {
    putValue(kv, 'frame', frame);
    saveCourse(kv, moveTo(course, { step: 'gather', done: 0, of: enrolled }, { gather }));
  });
}

async function endRound(desk: Desk, course: Course, frame: Frame): Promise<void> {
  const of = { campaign: course.closing.campaign, run: course.run.n };
  const { fingerprint } = await takeFingerprint(desk.env.DB, of);
  if (fingerprint !== course.gather.fingerprint) {
    readAgain(desk, course);
    return;
  }
  await requireSettled(desk, of);
  const input = joinPages(frame, listPages(desk.kv, course.gather.pages));
  const record = recordGather(input);
  desk.save((kv) => {
    clearWork(kv);
    putValue(kv, 'input', input);
    saveRecord(kv, record);
    saveCourse(kv, moveTo(course, { step: 'classical', done: 0, of: 1 }));
  });
}

function readAgain({ save }: Desk, course: Course): void {
  if (course.gather.round >= MOST_ROUNDS) {
    throw new Failure('answers kept changing while they were read: close again when all has come');
  }
  save((kv) => {
    clearWork(kv);
    const gather = { ...course.gather, fingerprint: null, after: '', pages: 0 };
    saveCourse(kv, moveTo(course, { step: 'gather', done: 0, of: 1 }, { gather }));
  });
}

/** A sitting opened again, or another run of scoring, since the closing began changes what counts. */
async function requireSettled(
  { env, now }: Desk,
  { campaign, run }: { campaign: string; run: number },
): Promise<void> {
  const { closesAt } = await getCampaign(env.DB, campaign);
  const { open, unscored } = await countUnsettled(env.DB, {
    campaign,
    run,
    mayOpen: now <= closesAt,
  });
  if (open + unscored > 0) throw new Failure('a sitting was opened again after the closing began');
  const newest = await findRun(env.DB, campaign);
  if (newest?.n !== run) throw new Failure('answers were scored anew after the closing began');
}

function listPages(kv: SyncKvStorage, count: number): Page[] {
  return Array.from({ length: count }, (_, at) => {
    const page = findValue(kv, `page/${at}`) as Page | undefined;
    if (!page) throw new Error(`page ${at} is not there`);
    return page;
  });
}
