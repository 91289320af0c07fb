import * as v from 'valibot';
import type { Answer } from '../../scoring/journal/network.ts';
import { ResumeRequest } from '../../scoring/wire/entry.ts';
import { Batch, Binding, MAX_BATCH, MAX_LINES } from '../../scoring/wire/batch.ts';
import type { Board, BoardAction } from '../../scoring/wire/board.ts';
import type { Submission } from '../../scoring/wire/score.ts';
import { Fault, problem, type FaultCode } from '../../worker/fault.ts';
import type { ScoreMessage } from '../../worker/jobs/message.ts';
import { Sitting } from '../../worker/sitting.ts';
import type { SittingSetup } from '../../worker/sitting/setup.ts';
import { MASTER } from './class.ts';
import { Died, ObjectStorage } from './object-storage.ts';
import type { Planted } from './planted.ts';
import type { Scheduler } from './scheduler.ts';

/** What becomes of one call to the object. */
export type Fate = 'carried-out' | 'dies-before-commit' | 'dies-after-commit';

export interface Call {
  path: string;
  body: unknown;
  secret: string | undefined;
}

/** The room's server: the real class over a real database, of which only the machine is made up. */
export class Server {
  readonly storage = new ObjectStorage();
  /** Scores in the city's database: the newest submission that was marked of each enrolment. */
  readonly scores = new Map<string, Submission>();
  /** Messages that the queue has taken and not yet delivered, and how often the queue fails. */
  queueFails = 0;
  readonly #scheduler: Scheduler;
  readonly #planted: Planted | undefined;
  #sitting: Sitting | undefined;
  #cancelAlarm: (() => void) | undefined;
  #armedFor: number | null = null;

  constructor(scheduler: Scheduler, planted: Planted | undefined) {
    this.#scheduler = scheduler;
    this.#planted = planted;
  }

  /** Out of memory: the next call finds a new instance over the same storage. */
  evict(): void {
    this.#sitting = undefined;
  }

  provision(setup: SittingSetup): void {
    this.#wake().provision(setup);
    this.#watchAlarm();
  }

  act(action: BoardAction): { ok: true; board: Board } | { ok: false; code: FaultCode } {
    const done = this.#wake().act(action, 'teacher-a');
    this.#watchAlarm();
    return done;
  }

  board(): Board {
    const board = this.#wake().findBoard();
    if (!board) throw new Error('the sitting was never provisioned');
    return board;
  }

  submission(enrolment: string): Submission | undefined {
    return this.#wake().submission(enrolment);
  }

  /** As the routes answer; undefined where the machine died and nothing comes back. */
  async call(call: Call, fate: Fate): Promise<Answer | undefined> {
    this.storage.diesBeforeCommit = fate === 'dies-before-commit';
    try {
      const answer = await this.#answer(call);
      this.#watchAlarm();
      if (fate !== 'carried-out') this.evict();
      return fate === 'dies-after-commit' ? undefined : answer;
    } catch (error) {
      this.evict();
      if (error instanceof Died) return undefined;
      return { status: 500, retryAfter: null, json: String(error) };
    } finally {
      this.storage.diesBeforeCommit = false;
    }
  }

  async #answer({ path, body, secret = '' }: Call): Promise<Answer> {
    const sitting = this.#wake();
    const [, what = '', attempt = '', deed = what] =
      /^\/api\/v1\/sittings\/[^/]+\/(entry|attempts)(?:\/([^/]+)\/(\w+))?$/.exec(path) ?? [];
    switch (deed) {
      case 'entry': {
        const entered = await sitting.entry((body as { card: string }).card);
        return entered.ok ? ok(entered.entry) : refuse(entered.code);
      }
      case 'attempts': {
        const bound = await sitting.bind(v.parse(Binding, body));
        return bound.ok ? ok(bound.bound) : refuse(bound.code);
      }
      case 'batches':
        return this.#accept(sitting, { attempt, secret, body });
      case 'status': {
        const word = body as { pending: number };
        const status = await sitting.status({ attempt, secret, ...word });
        return status.ok ? ok(status.status) : refuse(status.code);
      }
      case 'resume': {
        const { chains } = v.parse(ResumeRequest, body);
        const counted = await sitting.counted({ attempt, secret, chains });
        return counted.ok ? ok(counted.counted) : refuse(counted.code);
      }
      default:
        return refuse('path-unknown');
    }
  }

  async #accept(
    sitting: Sitting,
    { attempt, secret, body }: { attempt: string; secret: string; body: unknown },
  ): Promise<Answer> {
    const read = v.safeParse(Batch, body);
    if (!read.success) return refuse('malformed');
    const batch = read.output;
    const units = batch.lines.reduce((sum, line) => sum + line.length, 0);
    if (batch.lines.length > MAX_LINES || units > MAX_BATCH) return refuse('too-large');
    const now = this.#now();
    const accepted = await sitting.accept({ attempt, secret, batch, now });
    return accepted.ok ? ok(accepted.acknowledgement) : refuse(accepted.code);
  }

  #wake(): Sitting {
    this.#sitting ??= this.#start();
    return this.#sitting;
  }

  #start(): Sitting {
    const now = () => this.#now();
    class Timed extends Sitting {
      protected override now(): number {
        return now();
      }
    }
    const state = {
      storage: this.storage,
      getWebSockets: () => [],
      setWebSocketAutoResponse: () => undefined,
    };
    const env = { MASTER_SECRET: MASTER, SCORE_QUEUE: { sendBatch: this.#enqueue } };
    const sitting = new Timed(state as unknown as DurableObjectState, env as never);
    const otherwise = this.#planted?.sitting?.(sitting, this.storage);
    return otherwise ? overlay(sitting, otherwise) : sitting;
  }

  readonly #enqueue = (messages: { body: ScoreMessage }[]): Promise<void> => {
    if (this.queueFails > 0) {
      this.queueFails -= 1;
      return Promise.reject(new Error('the queue is not there'));
    }
    for (const { body } of messages) {
      // At least once, in any order.
      for (let copies = 1 + this.#scheduler.below(3); copies > 0; copies -= 1)
        this.#scheduler.after(this.#scheduler.wait(2_000), () => {
          this.#deliver(body);
        });
    }
    return Promise.resolve();
  };

  /** What the scorer does with a message, down to the marking. */
  #deliver(message: ScoreMessage): void {
    if (message.kind !== 'score') return;
    const { enrolment } = message;
    const submission = this.submission(enrolment);
    if (!submission) {
      this.scores.delete(enrolment);
      return;
    }
    const known = this.scores.get(enrolment);
    if (!known || known.stamp <= submission.stamp) this.scores.set(enrolment, submission);
    this.#wake().scored(enrolment, submission.stamp);
  }

  #watchAlarm(): void {
    const { alarmAt } = this.storage;
    if (alarmAt === this.#armedFor) return;
    this.#cancelAlarm?.();
    this.#armedFor = alarmAt;
    if (alarmAt === null) return;
    this.#cancelAlarm = this.#scheduler.after(alarmAt - this.#scheduler.now, async () => {
      this.storage.alarmAt = null;
      this.#armedFor = null;
      await this.#wake().alarm();
      this.#watchAlarm();
    });
  }

  #now(): number {
    return Math.round(this.#scheduler.now);
  }
}

/** The object, but for what a planted fault does otherwise. */
function overlay(sitting: Sitting, otherwise: Partial<Sitting>): Sitting {
  return new Proxy(sitting, {
    get: (whole, name) => {
      const found: unknown = Reflect.get(name in otherwise ? otherwise : whole, name);
      return typeof found === 'function' ? (found.bind(whole) as unknown) : found;
    },
  });
}

/** As it arrives: what one machine wrote and another read. */
function ok(value: unknown): Answer {
  return { status: 200, retryAfter: null, json: JSON.parse(JSON.stringify(value)) as unknown };
}

async function refuse(code: FaultCode): Promise<Answer> {
  const response = problem(new Fault(code));
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    json: await response.json(),
  };
}
