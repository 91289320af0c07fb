import * as v from 'valibot';
import type { Env } from '../env.ts';
import { logFault } from '../fault.ts';
import { applyMirror } from '../store/sitting.ts';
import { ScoreMessage } from './message.ts';
import { Scorer, type Work } from './score.ts';

/**
 * One batch of what the sittings sent: one transaction for all of it, and each message is
 * acknowledged or tried again on its own, for some eight hours; then it is for `bury`.
 */
export async function consume(batch: MessageBatch, env: Env): Promise<void> {
  const scorer = new Scorer(env, Date.now());
  const prepared = await Promise.all(
    batch.messages.map(async (message) => {
      try {
        return { message, work: await prepare(env, scorer, message.body) };
      } catch (error) {
        giveBack(message, error);
        return undefined;
      }
    }),
  );
  const jobs = prepared.filter((job) => job !== undefined);
  const committed = await commit(
    env.DB,
    jobs.flatMap(({ work }) => work.statements),
  );
  await Promise.all(jobs.map((job) => finish(env.DB, { ...job, committed })));
}

/**
 * What was tried to the end. Nothing is lost with a score: the sitting keeps the attempt, publishing
 * waits for it, and a rescoring asks for it again.
 */
export function bury(batch: MessageBatch): void {
  for (const { id, body } of batch.messages) {
    const { success, output } = v.safeParse(ScoreMessage, body);
    const error = `given up: ${success ? output.kind : 'unreadable'}`;
    logFault({ at: `queue message ${id}`, error });
  }
  batch.ackAll();
}

async function prepare(env: Env, scorer: Scorer, body: unknown): Promise<Work> {
  const message = v.parse(ScoreMessage, body);
  if (message.kind === 'score') return scorer.prepare(message);
  return { statements: applyMirror(env.DB, message), done: () => Promise.resolve() };
}

/** False when any statement of the batch fails: then each message is committed alone. */
async function commit(db: D1Database, statements: D1PreparedStatement[]): Promise<boolean> {
  if (statements.length === 0) return true;
  try {
    await db.batch(statements);
    return true;
  } catch (error) {
    logFault({ at: 'queue batch', error });
    return false;
  }
}

async function finish(
  db: D1Database,
  { message, work, committed }: { message: Message; work: Work; committed: boolean },
): Promise<void> {
  try {
    if (!committed && work.statements.length > 0) await db.batch(work.statements);
    await work.done();
    message.ack();
  } catch (error) {
    giveBack(message, error);
  }
}

function giveBack(message: Message, error: unknown): void {
  logFault({ at: `queue message ${message.id}, attempt ${message.attempts}`, error });
  message.retry({ delaySeconds: Math.min(300, 2 ** message.attempts) });
}
