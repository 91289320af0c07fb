import { DurableObject } from 'cloudflare:workers';
import type { Binding, Batch, SittingStatus } from '../scoring/wire/batch.ts';
import type { Board, BoardAction } from '../scoring/wire/board.ts';
import type { Counted } from '../scoring/wire/entry.ts';
import type { PaperEntry } from '../scoring/wire/paper.ts';
import type { Submission } from '../scoring/wire/score.ts';
import { logFault } from './fault.ts';
import type { ScoreMessage } from './jobs/message.ts';
import { contentKeyFor, hashCard, hashSecret } from './seal.ts';
import { storeBatch, type Accepted } from './sitting/accept.ts';
import { perform, type Refusal } from './sitting/action.ts';
import {
  findAttempt,
  hasAttempts,
  isKnownBound,
  noteSeen,
  type AttemptRecord,
} from './sitting/attempt.ts';
import { bindAttempt, enter, findCounted, type BindResult, type Entered } from './sitting/bind.ts';
import { drawBoard } from './sitting/board.ts';
import { findConfig, findPackage, getConfig, saveSetup, type Config } from './sitting/config.ts';
import { packDelivery } from './sitting/delivery.ts';
import { listEpochsOf } from './sitting/epoch.ts';
import { listBatches } from './sitting/batch.ts';
import { LiveBoards } from './sitting/live.ts';
import { deleteSent, findNextDue } from './sitting/outbox.ts';
import { enterPaper, readPaper, type PaperView } from './sitting/paper.ts';
import { Replays } from './sitting/replays.ts';
import { hasTables, migrate } from './sitting/schema.ts';
import { findSubmission, requestScores } from './sitting/scoring.ts';
import { saveScored } from './sitting/seat.ts';
import type { SittingSetup } from './sitting/setup.ts';
import { statusOf } from './sitting/status.ts';

/** What the sitting needs of the worker's bindings. */
interface SittingEnv {
  SCORE_QUEUE: Queue<ScoreMessage>;
  MASTER_SECRET: string;
}

/** Who is no attempt of this sitting. */
type Stranger = { ok: false; code: 'sitting-unknown' | 'attempt-unknown' | 'secret-wrong' };

export type StatusResult = { ok: true; status: SittingStatus } | Stranger;
export type CountedResult = { ok: true; counted: Counted } | Stranger;

const RETRY_MS = 5_000;

/**
 * One class sitting one test: the pupils' journals, the proctor's board, the audit chain and what
 * the city must still be told. Named by the sitting's code. Whatever a call decides and writes, it
 * does in one transaction without an `await` in it; hashes are made before. Each reply reads
 * storage, since an instance that has been replaced notices it only there.
 */
export class Sitting extends DurableObject<SittingEnv> {
  readonly #sql: SqlStorage;
  readonly #replays: Replays;
  readonly #live: LiveBoards;
  #alarmAt: number | undefined;

  constructor(ctx: DurableObjectState, env: SittingEnv) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#replays = new Replays(this.#sql);
    this.#live = new LiveBoards(ctx, () => this.findBoard());
    // A code that nobody was given must not cost tables: those come with `provision`.
    if (hasTables(this.#sql))
      ctx.storage.transactionSync(() => {
        migrate(this.#sql);
      });
  }

  /**
   * Idempotent. Once an attempt exists the class list and the form stay as they are: answers whether
   * they were taken.
   */
  provision(setup: SittingSetup): boolean {
    return this.#decide(() => {
      migrate(this.#sql);
      if (hasAttempts(this.#sql)) return false;
      saveSetup(this.#sql, setup);
      return true;
    });
  }

  async entry(card: string): Promise<Entered> {
    const cardHash = await hashCard(this.env.MASTER_SECRET, card);
    return this.ctx.storage.transactionSync((): Entered => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown' };
      return enter(this.#sql, config, { card, cardHash, now: Date.now() });
    });
  }

  async bind(binding: Binding): Promise<BindResult> {
    const [cardHash, secretHash, contentKey] = await Promise.all([
      hashCard(this.env.MASTER_SECRET, binding.card),
      hashSecret(binding.secret),
      this.#deriveContentKey(),
    ]);
    return this.#decide((): BindResult => {
      const sql = this.#sql;
      const config = findConfig(sql);
      if (!config) return { ok: false, code: 'sitting-unknown' };
      const now = Date.now();
      return bindAttempt({
        sql,
        replays: this.#replays,
        config,
        binding,
        secretHash,
        cardHash,
        contentKey,
        now,
      });
    });
  }

  async accept({ attempt: id, secret, batch, now }: Delivered): Promise<Accepted | Stranger> {
    const [secretHash, contentKey] = await Promise.all([
      hashSecret(secret),
      this.#deriveContentKey(),
    ]);
    return this.#decide((): Accepted | Stranger => {
      const known = this.#recognise(id, secretHash);
      if (!known.ok) return known;
      if (batch.attempt !== id) {
        return { ok: false, code: 'batch-malformed', detail: 'The batch is of another attempt.' };
      }
      const { config, attempt } = known;
      return storeBatch({
        sql: this.#sql,
        replays: this.#replays,
        config,
        attempt,
        batch,
        contentKey,
        now,
      });
    });
  }

  async status({ attempt: id, secret, pending }: Question): Promise<StatusResult> {
    const [secretHash, contentKey] = await Promise.all([
      hashSecret(secret),
      this.#deriveContentKey(),
    ]);
    return this.ctx.storage.transactionSync((): StatusResult => {
      const known = this.#recognise(id, secretHash);
      if (!known.ok) return known;
      const { config, attempt } = known;
      const now = Date.now();
      if (noteSeen(this.#sql, attempt, { now, pending })) this.#live.changed();
      const bound = isKnownBound(attempt, now);
      return {
        ok: true,
        status: statusOf(config, { now, contentKey: bound ? contentKey : undefined }),
      };
    });
  }

  /** What counts of this attempt's pupil. */
  async counted({ attempt: id, secret }: Credentials): Promise<CountedResult> {
    const secretHash = await hashSecret(secret);
    return this.ctx.storage.transactionSync((): CountedResult => {
      const known = this.#recognise(id, secretHash);
      if (!known.ok) return known;
      const asked = { sql: this.#sql, replays: this.#replays, now: Date.now() };
      return { ok: true, counted: findCounted(asked, known.attempt) };
    });
  }

  packageBytes(hash: string): Uint8Array<ArrayBuffer> | undefined {
    return hasTables(this.#sql) ? findPackage(this.#sql, hash) : undefined;
  }

  /** Without names: those do not live here. Undefined where the sitting was never provisioned. */
  findBoard(): Board | undefined {
    const config = findConfig(this.#sql);
    return config && drawBoard(this.#sql, config, Date.now());
  }

  act(action: BoardAction, actor: string): { ok: true; board: Board } | Refusal {
    return this.#decide(() => {
      const sql = this.#sql;
      const config = findConfig(sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      const now = Date.now();
      const done = perform({ sql, replays: this.#replays, config, action, now }, actor);
      return done.ok ? { ok: true, board: drawBoard(sql, getConfig(sql), now) } : done;
    });
  }

  /** What a teacher needs to print or to enter one pupil's paper: an audit row. */
  readPaper(seat: number, actor: string): { ok: true; view: PaperView } | Refusal {
    return this.#decide(() => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      return readPaper({ ...this.#paperDesk(config), seat, actor });
    });
  }

  /** The responses have been held against the form's items. */
  enterPaper({ seat, responses }: PaperEntry, actor: string): { ok: true; board: Board } | Refusal {
    return this.#decide(() => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      const desk = this.#paperDesk(config);
      const attempt = crypto.randomUUID();
      const done = enterPaper({ ...desk, seat, actor, attempt, responses });
      return done.ok ? { ok: true, board: drawBoard(this.#sql, config, desk.now) } : done;
    });
  }

  submission(enrolment: string): Submission | undefined {
    const config = findConfig(this.#sql);
    return config && findSubmission(this.#sql, this.#replays, config, enrolment);
  }

  /** A score of this enrolment is stored; `stamp` is that of the submission that it was made of. */
  scored(enrolment: string, stamp: number): void {
    this.#decide(() => {
      saveScored(this.#sql, enrolment, stamp);
    });
  }

  /** Every line that is stored of an enrolment, those that do not count too. */
  journal(enrolment: string): { attempt: string; epoch: number; lines: string[] }[] {
    if (!hasTables(this.#sql)) return [];
    return listEpochsOf(this.#sql, enrolment).map(({ attempt, epoch }) => ({
      attempt,
      epoch,
      lines: listBatches(this.#sql, attempt, epoch).flatMap(({ lines }) => lines),
    }));
  }

  /** Asks for the scoring of everybody who has started; answers how many. */
  rescore(): number {
    if (!hasTables(this.#sql)) return 0;
    return this.#decide(() => requestScores(this.#sql, 'all', Date.now()));
  }

  /** The live board: the caller has decided who may see it. */
  override fetch(request: Request): Response {
    return this.#live.connect(request);
  }

  /** Nothing is asked over the socket; a ping is answered by the platform without waking us. */
  override webSocketMessage(): void {}

  /** Not with the code that came: some of those may not be sent. */
  override webSocketClose(socket: WebSocket): void {
    socket.close(1000);
  }

  /**
   * Sends what is due. Deleted only once it is sent, so that being killed in between sends twice
   * and never not at all. Does not throw: the platform gives an alarm up after six failures.
   */
  override async alarm(): Promise<void> {
    this.#alarmAt = undefined;
    try {
      const delivery = packDelivery(this.#sql, Date.now());
      if (delivery.messages.length > 0) {
        await this.env.SCORE_QUEUE.sendBatch(delivery.messages.map((body) => ({ body })));
        deleteSent(this.#sql, delivery.rows);
      }
      this.#arm(0);
    } catch (error) {
      logFault({ at: 'sitting alarm', error });
      this.#arm(Date.now() + RETRY_MS);
    }
  }

  #paperDesk(config: Config) {
    return { sql: this.#sql, replays: this.#replays, config, now: Date.now() };
  }

  /** The attempt that this secret is of. */
  #recognise(
    id: string,
    secretHash: string,
  ): { ok: true; config: Config; attempt: AttemptRecord } | Stranger {
    const config = findConfig(this.#sql);
    if (!config) return { ok: false, code: 'sitting-unknown' };
    const attempt = findAttempt(this.#sql, id);
    if (!attempt) return { ok: false, code: 'attempt-unknown' };
    if (attempt.secretHash !== secretHash) return { ok: false, code: 'secret-wrong' };
    return { ok: true, config, attempt };
  }

  /** Derived each time and stored nowhere: the package that it opens lies in this object. */
  async #deriveContentKey(): Promise<string | undefined> {
    const setup = findConfig(this.#sql)?.setup;
    return setup && contentKeyFor(this.env.MASTER_SECRET, setup.form.version, setup.schoolId);
  }

  /** One transaction, then the alarm that its outbox rows need, then word to the boards. */
  #decide<T>(change: () => T): T {
    const result = this.ctx.storage.transactionSync(change);
    this.#arm(0);
    this.#live.changed();
    return result;
  }

  /** Set in the same turn as the rows it is for, hence in the same atomic write. */
  #arm(earliest: number): void {
    const due = hasTables(this.#sql) ? findNextDue(this.#sql) : undefined;
    if (due === undefined) return;
    const at = Math.max(due, earliest);
    if (this.#alarmAt !== undefined && this.#alarmAt <= at) return;
    this.#alarmAt = at;
    void this.ctx.storage.setAlarm(at);
  }
}

interface Credentials {
  attempt: string;
  secret: string;
}

interface Delivered extends Credentials {
  batch: Batch;
  /** Server's instant of receipt. */
  now: number;
}

interface Question extends Credentials {
  /** Events that the device still holds. */
  pending: number;
}
