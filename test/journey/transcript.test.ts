import { expect, test } from 'vitest';
import { decodeLog } from '../../scoring/journal/frame.ts';
import { replay } from '../../scoring/journal/replay.ts';
import type { Acknowledgement } from '../../scoring/wire/batch.ts';
import recorded from '../golden/protocol-1.json';
import { enrolmentOf, provisionOpen } from './sitting-class.ts';
import { post } from './sitting-device.ts';

/** What devices of the first protocol version have sent and stored must be understood for ever. */
const { binding, batches, heads, state, lines, deviceLog } = recorded;

test('protocol 1, as recorded: the sitting takes it, acknowledges it and replays it', async () => {
  const sitting = await provisionOpen();
  expect((await post('attempts', binding)).status).toBe(200);
  for (const [n, batch] of batches.entries()) {
    const answer = await post(`attempts/${binding.attempt}/batches`, batch, binding.secret);
    expect(answer.status).toBe(200);
    const { seq, head } = await answer.json<Acknowledgement>();
    expect({ seq, head }).toEqual(heads[n]);
  }
  expect(await sitting.submission(enrolmentOf(1))).toMatchObject({
    attempt: binding.attempt,
    responses: state.responses,
    visited: state.visited,
    spent: state.spent,
    handedIn: true,
    events: lines.length,
  });
});

test('protocol 1, as recorded: replay gives the recorded state', () => {
  expect(replay(lines)).toEqual(state);
});

test('protocol 1, as recorded: the device’s log file is read whole', () => {
  const bytes = Uint8Array.from(atob(deviceLog), (byte) => byte.charCodeAt(0));
  expect(decodeLog(bytes)).toMatchObject({
    ok: true,
    header: { attempt: binding.attempt, secret: binding.secret },
    lines,
    torn: false,
  });
});
