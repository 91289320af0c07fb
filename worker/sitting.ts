import { DurableObject } from 'cloudflare:workers';
import type { AttemptJournal, LastState } from '../scoring/wire/answer-file.ts';
import type { Binding, Batch, SittingStatus } from '../scoring/wire/batch.ts';
import type { Board, BoardAction } from '../scoring/wire/board.ts';
import type { Counted, ResumeRequest } from '../scoring/wire/entry.ts';
import type { PaperEntry } from '../scoring/wire/paper.ts';
import type { DeviceReport } from '../scoring/wire/preparation.ts';
import type { Submission } from '../scoring/wire/score.ts';
import { answerKeyOf } from './answer-key.ts';
import { logFault } from './fault.ts';
import type { ScoreMessage } from './jobs/message.ts';
import { contentKeyFor, hashCard, hashSecret } from './seal.ts';
import { storeBatch, type Accepted } from './sitting/accept.ts';
import { perform } from './sitting/action.ts';
import { findAttempt, hasAttempts, noteSeen, type AttemptRecord } from './sitting/attempt.ts';
import { bindAttempt, enter, findCounted, type BindResult, type Entered } from './sitting/bind.ts';
import { drawBoard } from './sitting/board.ts';
import { findConfig, findPackage, getConfig, saveSetup, type Config } from './sitting/config.ts';
import { packDelivery } from './sitting/delivery.ts';
import { saveReport } from './sitting/device.ts';
import type { Refusal } from './sitting/deed.ts';
import { listEpochsOf } from './sitting/epoch.ts';
import { listLines } from './sitting/batch.ts';
import { importJournal, type ImportDesk, type Imported } from './sitting/import.ts';
import { LiveBoards } from './sitting/live.ts';
import { deleteSent, findNextDue } from './sitting/outbox.ts';
import { enterPaper, readPaper, type PaperView } from './sitting/paper.ts';
import { importState } from './sitting/recovered.ts';
import { Replays } from './sitting/replays.ts';
import { hasTables, migrate } from './sitting/schema.ts';
import { findSubmission, requestScores } from './sitting/scoring.ts';
import { noteScored } from './sitting/scored.ts';
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

export type ImportResult = Imported | { ok: false; why: 'sitting-unknown'; seat: undefined };

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
    const [cardHash, answers] = await Promise.all([
      hashCard(this.env.MASTER_SECRET, card),
      this.#deriveAnswerKey(),
    ]);
    const entered = this.ctx.storage.transactionSync((): Entered => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown' };
      return enter(this.#sql, config, { card, cardHash, now: this.now() });
    });
    return entered.ok ? { ok: true, entry: { ...entered.entry, ...answers } } : entered;
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
      const now = this.now();
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
        byHand: false,
        now,
      });
    });
  }

  async status({ attempt: id, secret, pending, practice }: Question): Promise<StatusResult> {
    const [secretHash, contentKey] = await Promise.all([
      hashSecret(secret),
      this.#deriveContentKey(),
    ]);
    return this.ctx.storage.transactionSync((): StatusResult => {
      const known = this.#recognise(id, secretHash);
      if (!known.ok) return known;
      const { config, attempt } = known;
      const now = this.now();
      const { closedAt } = config;
      const seen = { now, closedAt, pending, practice };
      if (noteSeen(this.#sql, attempt, seen)) this.#live.changed();
      return { ok: true, status: statusOf(this.#sql, config, { attempt, contentKey, now }) };
    });
  }

  /** What counts of this attempt's pupil. */
  async counted({ attempt: id, secret, chains }: Comparison): Promise<CountedResult> {
    const secretHash = await hashSecret(secret);
    return this.ctx.storage.transactionSync((): CountedResult => {
      const known = this.#recognise(id, secretHash);
      if (!known.ok) return known;
      const desk = this.#deskOf(known.config);
      return { ok: true, counted: findCounted(desk, known.attempt, chains) };
    });
  }

  packageBytes(hash: string): Uint8Array<ArrayBuffer> | undefined {
    return hasTables(this.#sql) ? findPackage(this.#sql, hash) : undefined;
  }

  /** The caller has judged the class code. False where the sitting was never provisioned. */
  reportDevice(report: DeviceReport): boolean {
    return this.ctx.storage.transactionSync(() => {
      if (!findConfig(this.#sql)) return false;
      if (saveReport(this.#sql, report, this.now())) this.#live.changed();
      return true;
    });
  }

  /** Without names: those do not live here. Undefined where the sitting was never provisioned. */
  findBoard(): Board | undefined {
    const config = findConfig(this.#sql);
    return config && drawBoard(this.#sql, config, this.now());
  }

  act(action: BoardAction, actor: string): { ok: true; board: Board } | Refusal {
    return this.#decide(() => {
      const sql = this.#sql;
      const config = findConfig(sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      const desk = this.#deskOf(config);
      const done = perform({ ...desk, action }, actor);
      return done.ok ? { ok: true, board: drawBoard(sql, getConfig(sql), desk.now) } : done;
    });
  }

  /** What a teacher needs to print or to enter one pupil's paper: an audit row. */
  readPaper(seat: number, actor: string): { ok: true; view: PaperView } | Refusal {
    return this.#decide(() => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      return readPaper({ ...this.#deskOf(config), seat, actor });
    });
  }

  /** The responses have been held against the form's items. */
  enterPaper({ seat, responses }: PaperEntry, actor: string): { ok: true; board: Board } | Refusal {
    return this.#decide(() => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, code: 'sitting-unknown', detail: 'No such sitting.' };
      const desk = this.#deskOf(config);
      const attempt = crypto.randomUUID();
      const done = enterPaper({ ...desk, seat, actor, attempt, responses });
      return done.ok ? { ok: true, board: drawBoard(this.#sql, config, desk.now) } : done;
    });
  }

  /** The whole journal of an attempt, out of an answer file; `actor` may enter this sitting. */
  async importJournal({ journal, ...from }: Brought & { journal: AttemptJournal }) {
    return this.#import({ ...from, ...journal }, (desk) => importJournal(desk, journal));
  }

  /** The last answers of an attempt, out of answer codes. */
  async importState({ last, ...from }: Brought & { last: LastState }) {
    return this.#import({ ...from, ...last }, (desk) => importState(desk, last));
  }

  submission(enrolment: string): Submission | undefined {
    const config = findConfig(this.#sql);
    return config && findSubmission(this.#sql, this.#replays, config, enrolment);
  }

  /** A score of this enrolment is stored; `stamp` is that of the submission that it was made of. */
  scored(enrolment: string, stamp: number): void {
    this.#decide(() => {
      noteScored(this.#deskOf(getConfig(this.#sql)), enrolment, stamp);
    });
  }

  /** Every line that is stored of an enrolment, those that do not count too. */
  journal(enrolment: string): { attempt: string; epoch: number; lines: string[] }[] {
    if (!hasTables(this.#sql)) return [];
    return listEpochsOf(this.#sql, enrolment).map(({ attempt, epoch }) => ({
      attempt,
      epoch,
      lines: listLines(this.#sql, attempt, epoch),
    }));
  }

  /** Asks for the scoring of everybody who has started; answers how many. */
  rescore(): number {
    if (!hasTables(this.#sql)) return 0;
    return this.#decide(() => requestScores(this.#sql, 'all', this.now()));
  }

  /** The live board: the caller has decided who may see it. */
  override fetch(request: Request): Response {
    return this.#live.connect(request);
  }

  /** A pass was revoked: see `LiveBoards`. */
  closeBoards(): void {
    this.#live.closePasses();
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
      const delivery = packDelivery(this.#sql, this.now());
      if (delivery.messages.length > 0) {
        await this.env.SCORE_QUEUE.sendBatch(delivery.messages.map((body) => ({ body })));
        deleteSent(this.#sql, delivery.rows);
      }
      this.#arm(0);
    } catch (error) {
      logFault({ at: 'sitting alarm', error });
      this.#arm(this.now() + RETRY_MS);
    }
  }

  protected now(): number {
    return Date.now();
  }

  async #import(
    { attempt, actor, secret, card = '' }: Brought & Pick<AttemptJournal, 'secret' | 'card'>,
    store: (desk: ImportDesk) => Imported,
  ): Promise<ImportResult> {
    const [secretHash, cardHash] = await Promise.all([
      hashSecret(secret),
      hashCard(this.env.MASTER_SECRET, card),
    ]);
    return this.#decide((): ImportResult => {
      const config = findConfig(this.#sql);
      if (!config) return { ok: false, why: 'sitting-unknown', seat: undefined };
      const desk = this.#deskOf(config);
      return store({ ...desk, attempt, actor, secret, secretHash, card, cardHash });
    });
  }

  #deskOf(config: Config) {
    return { sql: this.#sql, replays: this.#replays, config, now: this.now() };
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

  /** What a device seals its answers to, should it never reach us again. */
  async #deriveAnswerKey(): Promise<{ campaign: string; answerKey: string } | undefined> {
    const campaign = findConfig(this.#sql)?.setup.campaign;
    if (campaign === undefined) return undefined;
    return { campaign, answerKey: await answerKeyOf(this.env.MASTER_SECRET, campaign) };
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

/** An attempt that came by hand, and who brought it. */
interface Brought {
  attempt: string;
  actor: string;
}

interface Comparison extends Credentials {
  /** What the device has of its attempt. */
  chains: ResumeRequest['chains'];
}

interface Delivered extends Credentials {
  batch: Batch;
  /** Server's instant of receipt. */
  now: number;
}

interface Question extends Credentials {
  /** Events that the device still holds. */
  pending: number;
  /** Steps of the guided practice that are done. */
  practice?: number | undefined;
}
