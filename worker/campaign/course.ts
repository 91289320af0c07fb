import { STATISTICS_VERSION } from '../../scoring/close/record.ts';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import { STEPS, type Closing, type StepName, type StepRecord } from '../../scoring/wire/closing.ts';
import { DOCUMENT_VERSION } from '../store/report.ts';
import type { ScoringRun } from '../store/score.ts';
import { Failure } from './failure.ts';
import { deleteAll, findValue, putValue } from './values.ts';

/** What a closing is computed with; one that began under another code does not go on. */
export const CODE = [ENGINE_VERSION, STATISTICS_VERSION, DOCUMENT_VERSION].join('/');

/** Where the newest closing stands, as its object keeps it. */
export interface Course {
  closing: Omit<Closing, 'records'>;
  run: ScoringRun;
  /** The `CODE` that it began under. */
  code: string;
  /** How far the reading of the answers is; a reading that something changed under begins again. */
  gather: {
    round: number;
    /** Of the database when this round began; null before. */
    fingerprint: string | null;
    enrolled: number;
    /** The last enrolment that was read. */
    after: string;
    pages: number;
  };
  /** Documents in the database. */
  written: number;
  /** Failures of the platform in a row. */
  tries: number;
}

export type At = NonNullable<Closing['at']>;

const COURSE = 'course';

export function findCourse(kv: SyncKvStorage): Course | undefined {
  return findValue(kv, COURSE) as Course | undefined;
}

export function saveCourse(kv: SyncKvStorage, course: Course): void {
  putValue(kv, COURSE, course);
}

/** The course, moved on, with nothing of the platform having failed. */
export function moveTo(course: Course, at: At, change: Partial<Course> = {}): Course {
  return { ...course, ...change, tries: 0, closing: { ...course.closing, at } };
}

/** What the office sees; undefined before the first closing. */
export function findClosing(kv: SyncKvStorage): Closing | undefined {
  const course = findCourse(kv);
  if (!course) return undefined;
  const records = STEPS.flatMap((step) => findRecord(kv, step) ?? []);
  return { ...course.closing, records };
}

export function findRecord(kv: SyncKvStorage, step: StepName): StepRecord | undefined {
  return findValue(kv, `record/${step}`) as StepRecord | undefined;
}

export function saveRecord(kv: SyncKvStorage, record: StepRecord): void {
  putValue(kv, `record/${record.step}`, record);
}

/** Throws Failure where a closing would mix what two versions of the code make of the same answers. */
export function requireSameCode({ code }: Course): void {
  if (code !== CODE)
    throw new Failure('the software was renewed since the closing began: close again');
}

/** Of one slice; the platform gives up after one more. */
const MOST_KILLS = 5;

/** Throws Failure where the platform has killed a slice again and again, as it does with too large a one. */
export function requireAlive({ closing }: Course, kills: number): void {
  if (kills < MOST_KILLS) return;
  throw new Failure(`${closing.at?.step ?? 'gather'}: stopped by the platform ${kills} times`);
}

/** The course of an earlier closing and all that it kept. */
export function clearAll(kv: SyncKvStorage): void {
  deleteAll(kv, '');
}

/** What was computed with: a closing that has ended needs it no more. */
export function clearWork(kv: SyncKvStorage): void {
  for (const prefix of ['input', 'partial', 'frame', 'page/', 'result/']) deleteAll(kv, prefix);
}
