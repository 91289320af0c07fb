import { markAttempt } from '../../scoring/mark/attempt.ts';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Score, Submission } from '../../scoring/wire/score.ts';
import type { Env } from '../env.ts';
import { sittingAt, type SittingStub } from '../sitting/stub.ts';
import { putScore, withdrawScores, type ScoringRun } from '../store/score.ts';
import type { ScoreMessage } from './message.ts';
import { openOnce } from './opened-form.ts';
import { getRun } from './run.ts';

/** Statements to commit, and what to do once they are. */
export interface Work {
  statements: D1PreparedStatement[];
  done: () => Promise<void>;
}

/** Marks submissions; opens each form and looks up each campaign's run once in its life. */
export class Scorer {
  readonly #env: Env;
  readonly #now: number;
  readonly #forms = new Map<string, Promise<FormDocument>>();
  readonly #runs = new Map<string, Promise<ScoringRun>>();

  constructor(env: Env, now: number) {
    this.#env = env;
    this.#now = now;
  }

  /** The newest state that the sitting counts, marked; nothing left to count withdraws the score. */
  async prepare(message: Extract<ScoreMessage, { kind: 'score' }>): Promise<Work> {
    const stub = sittingAt(this.#env.SITTING, message.sitting);
    const submission = await stub.submission(message.enrolment);
    if (!submission) {
      return this.#withdraw(message.enrolment, stub);
    }
    const { answered, ...score } = await this.#mark(submission);
    return {
      statements: putScore(this.#env.DB, {
        score,
        stamp: submission.stamp,
        answered,
        notes: submission.notes,
      }),
      done: async () => {
        await stub.scored(message.enrolment, submission.stamp);
      },
    };
  }

  /** No stamp tells a withdrawal from a newer score, so the sitting is asked once more after it. */
  #withdraw(enrolment: string, stub: SittingStub): Work {
    return {
      statements: [withdrawScores(this.#env.DB, enrolment)],
      done: async () => {
        if (await stub.submission(enrolment)) throw new Error('something to score has come back');
      },
    };
  }

  async #mark(submission: Submission): Promise<Score & { answered: number }> {
    const { responses, visited, spent, voided } = submission;
    const [form, run] = await Promise.all([
      once(this.#forms, submission.formVersion, (hash) => openOnce(this.#env, hash)),
      once(this.#runs, submission.campaign, (id) => getRun(this.#env, id, this.#now)),
    ]);
    const { package: pack, keys, uncounted } = form;
    const rest = { responses, visited, spent, voided };
    const marked = markAttempt({ items: pack.items, keys, uncounted, ...rest });
    return {
      attempt: submission.attempt,
      enrolment: submission.enrolment,
      campaign: submission.campaign,
      sitting: submission.sitting,
      formVersion: submission.formVersion,
      handedIn: submission.handedIn,
      ...marked,
      engineVersion: ENGINE_VERSION,
      run: String(run.n),
      scoredAt: this.#now,
    };
  }
}

/** A failed look-up is forgotten, so that the next message tries again. */
function once<T>(
  known: Map<string, Promise<T>>,
  key: string,
  look: (key: string) => Promise<T>,
): Promise<T> {
  const found = known.get(key);
  if (found) return found;
  const fresh = look(key).catch((cause: unknown) => {
    known.delete(key);
    throw cause;
  });
  known.set(key, fresh);
  return fresh;
}
