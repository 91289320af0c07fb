import { DurableObject } from 'cloudflare:workers';
import type { Closing } from '../scoring/wire/closing.ts';
import { beginClosing } from './campaign/begin.ts';
import { computeSlice, findResult } from './campaign/compute.ts';
import {
  clearAll,
  clearWork,
  findClosing,
  findCourse,
  findRecord,
  moveTo,
  requireAlive,
  requireSameCode,
  saveCourse,
  type Course,
} from './campaign/course.ts';
import { Failure, findCause, toLine } from './campaign/failure.ts';
import { gatherSlice } from './campaign/gather.ts';
import { finishRelease, writeDocuments } from './campaign/release.ts';
import type { Env } from './env.ts';
import { logFault, type FaultCode } from './fault.ts';

export type CloseResult =
  { ok: true; closing: Closing } | { ok: false; code: FaultCode; detail: string };

const RETRY_MS = 2_000;
/** Failures of the platform in a row, each waited for a little longer: half an hour in all. */
const MOST_TRIES = 40;

/**
 * The close of one campaign, slice by slice, each in an alarm of its own. Named by the campaign's id.
 * A slice ends in one transaction that keeps what it came to and where to go on: killed before it,
 * the same slice is done again, and comes to the same.
 */
export class Campaign extends DurableObject<Env> {
  readonly #kv: SyncKvStorage;
  #beginning: Promise<CloseResult> | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#kv = ctx.storage.kv;
  }

  /** Begins a closing, or answers the one that is running. */
  close(campaign: string, by: string): Promise<CloseResult> {
    this.#beginning ??= this.#begin(campaign, by).finally(() => {
      this.#beginning = undefined;
    });
    return this.#beginning;
  }

  /** The newest closing; null before the first. Who looks at one that has stopped sets it going. */
  async findClosing(): Promise<Closing | null> {
    await this.#wake();
    return findClosing(this.#kv) ?? null;
  }

  /** Does not throw: the platform gives an alarm up after six failures. */
  override async alarm(info?: Pick<AlarmInvocationInfo, 'retryCount'>): Promise<void> {
    const course = findCourse(this.#kv);
    if (course?.closing.state !== 'running') return;
    try {
      requireAlive(course, info?.retryCount ?? 0);
      await this.#advance(course);
    } catch (error) {
      this.#endure(course, error);
    }
  }

  async #begin(campaign: string, by: string): Promise<CloseResult> {
    const running = findClosing(this.#kv);
    if (running?.state === 'running') {
      await this.#wake();
      return { ok: true, closing: running };
    }
    const begun = await beginClosing(this.env, { campaign, by, now: Date.now() });
    if (!begun.ok) return begun;
    this.#save((kv) => {
      clearAll(kv);
      saveCourse(kv, begun.course);
    });
    return { ok: true, closing: { ...begun.course.closing, records: [] } };
  }

  /** An alarm that the platform has given up is set again; one that is at work goes on after itself. */
  async #wake(): Promise<void> {
    const stopped = async () => (await this.ctx.storage.getAlarm()) === null;
    if (findCourse(this.#kv)?.closing.state === 'running' && (await stopped())) {
      this.#save(() => undefined);
    }
  }

  async #advance(course: Course): Promise<void> {
    const step = course.closing.at?.step;
    const desk = { env: this.env, kv: this.#kv, save: this.#save, now: Date.now() };
    if (findRecord(this.#kv, 'audit')) return this.#write(course);
    requireSameCode(course);
    if (step === undefined || step === 'gather') await gatherSlice(desk, course);
    else computeSlice(desk, course, step);
  }

  /** The documents, some at a time; then the release is complete and the closing has ended. */
  async #write(course: Course): Promise<void> {
    const outcome = findResult(this.#kv, 'documents');
    if (outcome?.status !== 'done') throw new Failure('documents: there are none');
    const of = outcome.value.documents.length;
    if (course.written < of) {
      requireSameCode(course);
      const written = await writeDocuments(this.env, course, outcome.value);
      this.#save((kv) => {
        saveCourse(kv, moveTo(course, { step: 'audit', done: written, of }, { written }));
      });
      return;
    }
    await finishRelease(this.env, course, outcome.value);
    this.#end(course, { state: 'done', failure: null });
  }

  /** What ends alike when it is tried again has failed; a fault of the platform passes. */
  #endure(course: Course, error: unknown): void {
    logFault({ at: 'campaign alarm', error });
    const cause = findCause(error);
    if (cause !== undefined || course.tries >= MOST_TRIES) {
      this.#end(course, { state: 'failed', failure: cause ?? toLine(error) });
      return;
    }
    const tries = course.tries + 1;
    this.#save(
      (kv) => {
        saveCourse(kv, { ...course, tries });
      },
      Date.now() + tries * RETRY_MS,
    );
  }

  #end(course: Course, { state, failure }: Pick<Closing, 'state' | 'failure'>): void {
    const closing = { ...course.closing, state, failure, at: null, endedAt: Date.now() };
    this.ctx.storage.transactionSync(() => {
      clearWork(this.#kv);
      saveCourse(this.#kv, { ...course, closing });
    });
  }

  /** One transaction, and the alarm for what comes next: set in the same turn, hence written with it. */
  readonly #save = (change: (kv: SyncKvStorage) => void, next = Date.now()): void => {
    this.ctx.storage.transactionSync(() => {
      change(this.#kv);
    });
    void this.ctx.storage.setAlarm(next);
  };
}
