import type { Batch, Binding } from '../scoring/wire/batch.ts';
import type { BoardAction } from '../scoring/wire/board.ts';
import type { Env } from './env.ts';
import { Fault } from './fault.ts';
import { sittingAt, type SittingStub } from './sitting/stub.ts';

const ACTOR = 'demo';

/** A recorded lesson: what the proctor did and what each device sent. */
export interface Lesson {
  open: boolean;
  attempts: { binding: Binding; batches: Batch[] }[];
  absent: { seat: number; reason: 'sick' | 'leave' | 'exempt' | 'other' }[];
  close: boolean;
}

/**
 * Plays a recorded lesson through the same calls as a pupil's and a proctor's requests. Repeatable:
 * a sitting that is already open, or closed, is left so, and a batch sent twice is stored once.
 */
export async function playLesson(env: Env, code: string, lesson: Lesson): Promise<void> {
  const stub = sittingAt(env.SITTING, code);
  if (lesson.open) await act(stub, { do: 'open' });
  for (const { seat, reason } of lesson.absent) await act(stub, { do: 'absent', seat, reason });
  await Promise.all(lesson.attempts.map((attempt) => sit(stub, attempt)));
  if (lesson.close) await act(stub, { do: 'close' });
}

async function act(stub: SittingStub, action: BoardAction): Promise<void> {
  const done = await stub.act(action, ACTOR);
  const settled = (action.do === 'open' || action.do === 'close') && !done.ok;
  if (done.ok || (settled && done.code === 'sitting-state')) return;
  throw new Fault(done.code, { detail: done.detail });
}

/** One device: its batches in their order. The devices of a class go side by side, as in a room. */
async function sit(stub: SittingStub, { binding, batches }: Lesson['attempts'][number]) {
  const { attempt, secret } = binding;
  const bound = await stub.bind(binding);
  if (!bound.ok) throw new Fault(bound.code);
  for (const batch of batches) {
    const accepted = await stub.accept({ attempt, secret, batch, now: Date.now() });
    if (!accepted.ok) throw new Fault(accepted.code);
  }
}
