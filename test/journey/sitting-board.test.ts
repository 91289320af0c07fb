import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Board, BoardAction } from '../../scoring/wire/board.ts';
import { AUDIT_START, auditHash } from '../../worker/sitting/audit.ts';
import type { SittingAudit } from '../../worker/jobs/message.ts';
import {
  ageClose,
  board,
  cardOf,
  catchMessages,
  ITEMS,
  makeSetup,
  object,
  provision,
  stub,
} from './sitting-class.ts';
import { choose, Device, HAND_IN, START, visit } from './sitting-device.ts';

beforeEach(async () => {
  catchMessages();
  await provision();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const act = (action: BoardAction) => stub().act(action, 'teacher-a');

async function begin(seat: number): Promise<Device> {
  const device = new Device({ card: cardOf(seat), n: seat });
  await device.bind();
  device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
  await device.send();
  return device;
}

async function seatRow(seat: number) {
  const { seats } = await board();
  return seats.find((row) => row.seat === seat);
}

describe('a seat on the board', () => {
  test('has not started, though its device is here', async () => {
    await new Device({ card: cardOf(1), n: 1 }).bind();
    expect(await seatRow(1)).toMatchObject({ state: 'not-started' });
    expect(await seatRow(1)).toHaveProperty('lastSeen');
    expect(await seatRow(2)).not.toHaveProperty('lastSeen');
  });

  test('works, asks for help, looks away, and finishes', async () => {
    const device = await begin(1);
    expect(await seatRow(1)).toMatchObject({
      state: 'working',
      item: 1,
      answered: 1,
      flags: { help: false, away: false },
    });
    device.write(visit(ITEMS[1]), { type: 'help', on: true }, { type: 'blur' });
    await device.send();
    expect(await seatRow(1)).toMatchObject({ item: 2, flags: { help: true, away: true } });
    device.write({ type: 'focus' }, HAND_IN);
    await device.send();
    expect(await seatRow(1)).toMatchObject({
      state: 'finished',
      flags: { help: false, away: false },
    });
    expect(await seatRow(1)).toHaveProperty('handedInAt');
  });

  test('shows what its device still holds', async () => {
    const device = await begin(1);
    device.write(HAND_IN);
    await device.send();
    const { attempt, secret } = device;
    await stub().status({ attempt, secret, pending: 3 });
    expect(await seatRow(1)).toMatchObject({ state: 'finished-unsent', unsent: 3 });
  });

  test('was there to the end when its device asks once more and learns of it', async () => {
    await act({ do: 'open' });
    const { attempt, secret } = await begin(1);
    await scheduler.wait(5);
    await act({ do: 'close' });
    await stub().status({ attempt, secret, pending: 0 });
    const { closedAt = Infinity } = await board();
    expect((await seatRow(1))?.lastSeen).toBeGreaterThanOrEqual(closedAt);
  });

  test('that is exempt is not waited for, and shown at work when the pupil sits all the same', async () => {
    expect(await seatRow(5)).toMatchObject({ state: 'absent', absence: 'exempt' });
    await begin(5);
    expect(await seatRow(5)).toMatchObject({ state: 'working' });
    expect(await seatRow(5)).not.toHaveProperty('absence');
  });

  test('is marked absent with a reason, and unmarked', async () => {
    await act({ do: 'absent', seat: 2, reason: 'leave' });
    expect(await seatRow(2)).toMatchObject({ state: 'absent', absence: 'leave' });
    await act({ do: 'absent', seat: 2, reason: null });
    expect(await seatRow(2)).toMatchObject({ state: 'not-started' });
  });

  test('says what its time and its journal came to', async () => {
    await begin(1);
    expect(await seatRow(1)).toMatchObject({
      limit: 30 * 60_000,
      onBreak: false,
      flags: { rapid: false, unlocked: false, gap: false },
    });
    await runInDurableObject(object(), (_, { storage }) => {
      storage.sql.exec(`UPDATE epoch SET used = 61000, gaps = 1, rapid = 1, unlocked = 1`);
    });
    expect(await seatRow(1)).toMatchObject({
      used: 61_000,
      flags: { rapid: true, unlocked: true, gap: true },
    });
    expect(await seatRow(2)).toMatchObject({ used: 0, flags: { rapid: false, gap: false } });
    expect(await seatRow(1)).not.toHaveProperty('medium');
  });

  test('reads the same after an eviction', async () => {
    await begin(1);
    const before = await seatRow(1);
    await evictDurableObject(object());
    expect(await seatRow(1)).toEqual(before);
  });
});

describe('an action', () => {
  test('moves the sitting through its states, and only along them', async () => {
    const steps = [
      ['pause', 'sitting-state'],
      ['close', 'sitting-state'],
      ['reopen', 'sitting-state'],
      ['open', 'open'],
      ['open', 'sitting-state'],
      ['resume', 'sitting-state'],
      ['pause', 'paused'],
      ['resume', 'open'],
      ['pause', 'paused'],
      ['close', 'closed'],
      ['open', 'sitting-state'],
      ['reopen', 'open'],
      ['close', 'closed'],
    ] as const;
    for (const [step, outcome] of steps) {
      const done = await act({ do: step });
      expect([step, done.ok ? done.board.state : done.code]).toEqual([step, outcome]);
    }
  });

  test.each([
    ['before', { opensAt: Date.now() + 60_000, closesAt: Date.now() + 120_000 }],
    ['after', { opensAt: Date.now() - 120_000, closesAt: Date.now() - 60_000 }],
  ])('does not open it %s the campaign', async (_, window) => {
    await provision({ window });
    expect(await act({ do: 'open' })).toMatchObject({ ok: false, code: 'outside-window' });
    expect(await board()).toMatchObject({ state: 'waiting' });
  });

  test('takes a close back for ten minutes and no longer', async () => {
    await act({ do: 'open' });
    await act({ do: 'close' });
    await ageClose(9 * 60_000);
    expect(await act({ do: 'reopen' })).toMatchObject({ ok: true });
    expect(await board()).not.toHaveProperty('closedAt');
    await act({ do: 'close' });
    await ageClose(11 * 60_000);
    expect(await act({ do: 'reopen' })).toMatchObject({ ok: false, code: 'reopen-late' });
  });

  test('gives everybody more time', async () => {
    await act({ do: 'extend', minutes: 5 });
    await act({ do: 'extend', minutes: 2 });
    expect((await board()).limit).toBe(37 * 60_000);
    const { status } = await new Device({ card: cardOf(1), n: 1 }).bind();
    expect(status.limit).toBe(37 * 60_000);
  });

  test('moves a claim that went to the wrong seat', async () => {
    const device = await begin(1);
    await act({ do: 'claim', attempt: device.attempt, seat: 2 });
    expect(await seatRow(1)).toMatchObject({ state: 'not-started' });
    expect(await seatRow(2)).toMatchObject({ state: 'working', answered: 1 });
  });

  test.each<[string, BoardAction, string]>([
    ['a seat', { do: 'absent', seat: 60, reason: 'sick' }, 'seat-unknown'],
    [
      'an attempt',
      { do: 'claim', attempt: '00000000-0000-4000-8000-00000000dead', seat: 1 },
      'attempt-unknown',
    ],
  ])('on %s that does not exist is refused and leaves no audit row', async (_, action, code) => {
    expect(await act(action)).toMatchObject({ ok: false, code });
    expect(await auditRows()).toEqual([]);
  });

  test('leaves an audit row in a chain that any change breaks', async () => {
    await act({ do: 'open' });
    await act({ do: 'extend', minutes: 5 });
    await act({ do: 'close' });
    const rows = await auditRows();
    expect(
      rows.map(({ actor, action, detail }) => [actor, action, JSON.parse(detail) as unknown]),
    ).toEqual([
      ['teacher-a', 'open', { before: 'waiting' }],
      ['teacher-a', 'extend', { minutes: 5, before: 0 }],
      ['teacher-a', 'close', { before: 'open' }],
    ]);
    expect(isWhole(rows)).toBe(true);
    for (const [i, row] of rows.entries()) {
      expect(isWhole(rows.with(i, { ...row, actor: 'teacher-b' })), String(i)).toBe(false);
    }
    expect(isWhole(rows.toSpliced(1, 1))).toBe(false);
  });
});

describe('provisioning', () => {
  test('again replaces the class list while nobody has come', async () => {
    const { seats } = await makeSetup();
    await provision({ seats: seats.slice(0, 2), className: '六年二班' });
    expect(await board()).toMatchObject({ className: '六年二班', seats: [{}, {}] });
  });

  test('again keeps what was noted of pupils who stay on the list, wherever they sit', async () => {
    await act({ do: 'absent', seat: 2, reason: 'sick' });
    await act({ do: 'absent', seat: 3, reason: 'leave' });
    const { seats } = await makeSetup();
    await provision({ seats: seats.slice(1, 2).map((row) => ({ ...row, seat: 9 })) });
    expect((await board()).seats).toMatchObject([{ seat: 9, state: 'absent', absence: 'sick' }]);
  });

  test('again changes nothing once somebody has', async () => {
    await begin(1);
    await provision({ seats: [], className: '六年二班' });
    const drawn = await board();
    expect(drawn.className).toBe('六年一班');
    expect(drawn.seats).toHaveLength(5);
  });

  test('of an open sitting does not close it', async () => {
    await act({ do: 'open' });
    await provision();
    expect(await board()).toMatchObject({ state: 'open' });
  });
});

describe('the live board', () => {
  async function connect(): Promise<{ socket: WebSocket; boards: Board[] }> {
    const answer = await stub().fetch('http://sitting/live', { headers: { upgrade: 'websocket' } });
    const socket = answer.webSocket;
    if (!socket) throw new Error(`No socket: ${answer.status}`);
    const boards: Board[] = [];
    socket.addEventListener('message', ({ data }) => {
      if (data !== 'pong') boards.push(JSON.parse(String(data)) as Board);
    });
    socket.accept();
    return { socket, boards };
  }

  test('is sent at once and after a change, many changes in one', async () => {
    const { socket, boards } = await connect();
    await vi.waitFor(() => {
      expect(boards).toHaveLength(1);
    });
    await act({ do: 'open' });
    await Promise.all([begin(1), begin(2), begin(3)]);
    await vi.waitFor(() => {
      expect(boards.at(-1)?.seats.filter(({ state }) => state === 'working')).toHaveLength(3);
    }, 5_000);
    await scheduler.wait(1_500);
    expect(boards.length).toBeLessThan(5);
    socket.close();
  });

  test('is not sent for a question that changed nothing', async () => {
    const { attempt, secret } = await begin(1);
    const { socket, boards } = await connect();
    await scheduler.wait(1_200);
    const before = boards.length;
    await stub().status({ attempt, secret, pending: 0 });
    await stub().entry(cardOf(2));
    await scheduler.wait(1_200);
    expect(boards).toHaveLength(before);
    await stub().status({ attempt, secret, pending: 1 });
    await vi.waitFor(() => {
      expect(boards.length).toBe(before + 1);
    }, 5_000);
    socket.close();
  });

  test('goes on after the object was put away', async () => {
    const { socket, boards } = await connect();
    await evictDurableObject(object());
    await act({ do: 'open' });
    await vi.waitFor(() => {
      expect(boards.at(-1)).toMatchObject({ state: 'open' });
    }, 5_000);
    socket.close();
  });

  test('answers a ping, and closes when it is closed', async () => {
    const { socket } = await connect();
    const heard: unknown[] = [];
    socket.addEventListener('message', ({ data }) => {
      heard.push(data);
    });
    const closed = new Promise<number>((resolve) => {
      socket.addEventListener('close', ({ code }) => {
        resolve(code);
      });
    });
    socket.send('ping');
    await vi.waitFor(() => {
      expect(heard).toContain('pong');
    });
    socket.close(1000, 'done');
    expect(await closed).toBe(1000);
    await vi.waitFor(async () => {
      const open = await runInDurableObject(object(), (_, state) => state.getWebSockets().length);
      expect(open).toBe(0);
    });
  });

  test('is a WebSocket only', async () => {
    const answer = await stub().fetch('http://sitting/live');
    expect(answer.status).toBe(426);
  });
});

function auditRows(): Promise<SittingAudit[]> {
  return runInDurableObject(object(), (_, state) =>
    state.storage.sql.exec<SittingAudit>(`SELECT * FROM audit ORDER BY seq`).toArray(),
  );
}

function isWhole(rows: SittingAudit[]): boolean {
  return rows.every(
    (row, i) => row.prev === (rows[i - 1]?.hash ?? AUDIT_START) && row.hash === auditHash(row),
  );
}
