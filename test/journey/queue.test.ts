import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import worker from '../../worker/index.ts';
import type { MirrorMessage } from '../../worker/jobs/message.ts';
import { Scorer } from '../../worker/jobs/score.ts';
import { sittingAt } from '../../worker/sitting/stub.ts';
import { ask, codeOf, makeSittings, play, settle, sit } from './desk.ts';
import { BRIDGE, makePlan, moves } from './fixture.ts';

const CODE = codeOf('a-601');
const [FIRST, SECOND] = makePlan(CODE, { campaign: 'census', class: 'a-601', size: 2 }).roster;
const score = (enrolment: string | undefined) => ({ kind: 'score', sitting: CODE, enrolment });

/** What the platform does with a batch: the queue itself is real in every other test. */
const deliver = (...bodies: unknown[]) => deliverTo('score', bodies);

async function deliverTo(queue: string, bodies: unknown[]) {
  const batch = createMessageBatch(
    queue,
    bodies.map((body, n) => ({ id: String(n), timestamp: 0, attempts: 1, body })),
  );
  const context = createExecutionContext();
  await worker.queue(batch, env);
  return getQueueResult(batch, context);
}

const scores = async () =>
  (
    await env.DB.prepare(
      'SELECT enrolment, run, raw, counted FROM score ORDER BY enrolment, run',
    ).all()
  ).results;

beforeEach(async () => {
  const { hash } = await makeSittings(2);
  const answers = (count: number) => ({ [BRIDGE]: moves(count) });
  await play(CODE, {
    attempts: [
      sit(CODE, { seat: 1, form: hash, answers: answers(2) }),
      sit(CODE, { seat: 2, form: hash, answers: answers(1) }),
    ],
  });
  await settle('census', 2);
});

describe('a batch of messages', () => {
  test('that come twice scores once', async () => {
    const before = await scores();
    const { explicitAcks, retryMessages } = await deliver(
      score(FIRST?.enrolment),
      score(FIRST?.enrolment),
      score(SECOND?.enrolment),
    );
    expect({ explicitAcks, retryMessages }).toMatchObject({
      explicitAcks: ['0', '1', '2'],
      retryMessages: [],
    });
    expect(await scores()).toEqual(before);
    expect(before).toMatchObject([
      { enrolment: FIRST?.enrolment, run: 1, raw: 2, counted: 1 },
      { enrolment: SECOND?.enrolment, run: 1, raw: 0, counted: 1 },
    ]);
  });

  test('after the proctor gave an attempt to another pupil moves its score', async () => {
    const { attempt } = sit(CODE, { seat: 1, form: '', answers: {} }).binding;
    const claim = (seat: number) =>
      sittingAt(env.SITTING, CODE).act({ do: 'claim', attempt, seat }, 'teacher');
    expect(await claim(2)).toMatchObject({ ok: true });
    const counted = async () => (await scores()).filter((row) => row['counted'] === 1);
    const soon = { timeout: 20_000, interval: 100 };
    await vi.waitFor(async () => {
      expect(await counted()).toMatchObject([{ enrolment: SECOND?.enrolment, raw: 0 }]);
    }, soon);
    expect(await claim(1)).toMatchObject({ ok: true });
    await vi.waitFor(async () => {
      expect(await counted()).toMatchObject([
        { enrolment: FIRST?.enrolment, raw: 2 },
        { enrolment: SECOND?.enrolment, raw: 0 },
      ]);
    }, soon);
  });

  test('with one that can never be read gives back that one alone, and says so', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const result = await deliver({ kind: 'riddle' }, score(FIRST?.enrolment));
    expect(result.explicitAcks).toEqual(['1']);
    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual(['0']);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toMatchObject([
      { level: 'error', at: 'queue message 0, attempt 1' },
    ]);
    log.mockRestore();
  });

  test('with one whose commit fails gives back that one alone', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    await env.DB.prepare(
      `CREATE TRIGGER spoilt BEFORE UPDATE ON score WHEN new.enrolment = '${String(FIRST?.enrolment)}'
       BEGIN SELECT raise(ABORT, 'spoilt'); END`,
    ).run();
    const result = await deliver(score(FIRST?.enrolment), score(SECOND?.enrolment));
    expect(result.explicitAcks).toEqual(['1']);
    expect(result.retryMessages.map(({ msgId }) => msgId)).toEqual(['0']);
    log.mockRestore();
  });

  test('for somebody who never began has nothing to do', async () => {
    const { explicitAcks } = await deliver(score('00000002-0000-4000-8000-999999999999'));
    expect(explicitAcks).toEqual(['0']);
    expect(await scores()).toHaveLength(2);
  });
});

test('what was given up is one line each, and is not tried again', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const bodies = [score(FIRST?.enrolment), 'junk'];
  const { ackAll, retryMessages } = await deliverTo('score-dlq', bodies);
  expect({ ackAll, retryMessages }).toEqual({ ackAll: true, retryMessages: [] });
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
    { level: 'error', at: 'queue message 0', error: 'given up: score' },
    { level: 'error', at: 'queue message 1', error: 'given up: unreadable' },
  ]);
  log.mockRestore();
});

describe('a withdrawal', () => {
  const { attempt } = sit(CODE, { seat: 1, form: '', answers: {} }).binding;
  const claim = (seat: number) =>
    sittingAt(env.SITTING, CODE).act({ do: 'claim', attempt, seat }, 'teacher');

  test('leaves the runs before the newest as they were published', async () => {
    await ask('office', 'POST', '/campaigns/census/rescore');
    await expect.poll(scores, { timeout: 20_000 }).toHaveLength(4);
    await claim(2);
    await deliver(score(FIRST?.enrolment));
    const own = (await scores()).filter(({ enrolment }) => enrolment === FIRST?.enrolment);
    expect(own).toMatchObject([
      { run: 1, counted: 1 },
      { run: 2, counted: 0 },
    ]);
  });

  test('that something to score has overtaken is tried again', async () => {
    await claim(2);
    const message = { kind: 'score' as const, sitting: CODE, enrolment: FIRST?.enrolment ?? '' };
    const work = await new Scorer(env, 0).prepare(message);
    await claim(1);
    await env.DB.batch(work.statements);
    await expect(work.done()).rejects.toThrow('come back');
  });
});

describe('a score', () => {
  test('made from fewer events never replaces one made from more', async () => {
    await env.DB.prepare('UPDATE score SET stamp = stamp + 10, raw = 1').run();
    await deliver(score(FIRST?.enrolment));
    expect(await scores()).toMatchObject([
      { raw: 1, counted: 1 },
      { raw: 1, counted: 1 },
    ]);
  });

  test('of another device’s attempt takes its place, and both stay', async () => {
    await env.DB.prepare(`UPDATE score SET attempt = 'other-device', stamp = 1 WHERE enrolment = ?`)
      .bind(FIRST?.enrolment)
      .run();
    await deliver(score(FIRST?.enrolment));
    const { results } = await env.DB.prepare(
      'SELECT attempt, counted FROM score WHERE enrolment = ?',
    )
      .bind(FIRST?.enrolment)
      .all();
    expect(results).toHaveLength(2);
    expect(results.find(({ attempt }) => attempt === 'other-device')).toMatchObject({ counted: 0 });
  });

  test('of a rescoring is another run, and the old one stays', async () => {
    expect(await ask('office', 'POST', '/campaigns/census/rescore')).toEqual({
      run: 2,
      queued: 2,
      changed: false,
    });
    await vi.waitFor(
      async () => {
        expect(await scores()).toMatchObject([
          { run: 1, raw: 2 },
          { run: 2, raw: 2 },
          { run: 1, raw: 0 },
          { run: 2, raw: 0 },
        ]);
      },
      { timeout: 20_000, interval: 100 },
    );
  });
});

test('a rescoring that cannot be audited makes no run', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
  await env.DB.prepare(
    `CREATE TRIGGER spoilt BEFORE INSERT ON audit WHEN new.action = 'rescore'
     BEGIN SELECT raise(ABORT, 'spoilt'); END`,
  ).run();
  await expect(ask('office', 'POST', '/campaigns/census/rescore')).rejects.toThrow('500');
  expect(await env.DB.prepare('SELECT max(n) AS n FROM scoring_run').first('n')).toBe(1);
  log.mockRestore();
});

test('a sitting whose object was never provisioned has nothing to rescore', async () => {
  await env.DB.prepare(
    `INSERT INTO sitting (code, campaign, class, school, grade, form_version, enrolled, exempt)
     SELECT 'ZZZ1', campaign, class, school, grade, form_version, 1, 0 FROM sitting LIMIT 1`,
  ).run();
  expect(await ask('office', 'POST', '/campaigns/census/rescore')).toMatchObject({ queued: 2 });
});

describe('another engine', () => {
  const runs = async () =>
    (await env.DB.prepare('SELECT n, engine_version FROM scoring_run ORDER BY n').all()).results;

  test('that makes the same of the specimens scores into the same run', async () => {
    await env.DB.prepare(`UPDATE scoring_run SET engine_version = '0'`).run();
    await deliver(score(FIRST?.enrolment));
    expect(await runs()).toEqual([{ n: 1, engine_version: '0' }]);
  });

  test('that makes something else of them opens a new run, and says so', async () => {
    const log = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    await env.DB.prepare(`UPDATE scoring_run SET engine_version = '0', trace_hash = 'other'`).run();
    await deliver(score(FIRST?.enrolment));
    expect(await runs()).toEqual([
      { n: 1, engine_version: '0' },
      { n: 2, engine_version: ENGINE_VERSION },
    ]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});

describe('a sitting’s mirror', () => {
  const mirror = (version: number, state: MirrorMessage['state'], reason?: string) => ({
    kind: 'mirror',
    sitting: CODE,
    version,
    state,
    openedAt: 1,
    closedAt: null,
    counts: { enrolled: 2, exempt: 0, absent: 0, started: 2, tested: 2 },
    absences: reason === undefined ? [] : [{ enrolment: FIRST?.enrolment, reason }],
    audit: [],
  });
  const stored = async () => {
    const state = await env.DB.prepare('SELECT state FROM sitting WHERE code = ?')
      .bind(CODE)
      .first('state');
    const absence = await env.DB.prepare('SELECT absence FROM enrolment WHERE id = ?')
      .bind(FIRST?.enrolment)
      .first('absence');
    return { state, absence };
  };

  test('is taken in order of its version, whatever the order of arrival', async () => {
    await deliver(mirror(1_001, 'paused', 'sick'), mirror(1_000, 'open'));
    expect(await stored()).toEqual({ state: 'paused', absence: 'sick' });
    await deliver(mirror(1_002, 'open'));
    expect(await stored()).toEqual({ state: 'open', absence: null });
  });

  test('brings the audit chain whole', async () => {
    const { results } = await env.DB.prepare(
      'SELECT seq, prev, hash, action FROM sitting_audit WHERE sitting = ? ORDER BY seq',
    )
      .bind(CODE)
      .all<{ seq: number; prev: string; hash: string; action: string }>();
    expect(results.map(({ action }) => action)).toEqual(['open', 'close']);
    expect(results[1]?.prev).toBe(results[0]?.hash);
  });
});

test('the deployed worker answers its health', async () => {
  const answer = await exports.default.fetch('https://ct.test/api/health');
  expect(await answer.json()).toEqual({ ok: true, demo: true });
});
