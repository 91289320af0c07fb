import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page } from '@playwright/test';
import * as v from 'valibot';
import { getEntry } from '../../items/bank.ts';
import { openApi } from '../../items/demo/api.ts';
import { makeCard } from '../../scoring/journal/card.ts';
import { formatCode } from '../../scoring/journal/code.ts';
import { ClassLink } from '../../scoring/wire/proctor-sheet.ts';
import { Replay } from '../../scoring/wire/replay.ts';
import { ClassResults } from '../../scoring/wire/report.ts';
import { sent } from './full-device.ts';
import { enter, expect, lights, practise, seeAll, test, watch } from './harbour.ts';
import { type Room, type Standing, tellTruth } from './room.ts';
import { readRow } from './row.ts';
import { makeTrial } from './trial.ts';
import { kill, launch } from './whole-browser.ts';

const ITEMS = ['left-behind', 'steps-on-the-water', 'odd-lamp'];
const SEATS = [1, 2, 3, 4, 5, 6, 7, 8];
/** What befalls the pupils, by seat. */
const KILLED = 2;
const OFFLINE = 3;
const MOVED = 4;
const WRONG_CARD = 5;
const HAND_UP = 6;
const EXTENDED = 7;

/** Every seat answers in its own way. */
const letterOf = (seat: number, item: number) => 'abcd'[(seat + item) % 4] ?? 'a';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Everything that the board has said, in its order. */
async function listen(page: Page): Promise<string[]> {
  const heard: string[] = [];
  await page.exposeFunction('hear', (said: string) => heard.push(said));
  await page.addInitScript(() => {
    let last = '';
    new MutationObserver(() => {
      const sentence = document.querySelector('[data-testid=sentence]');
      const said = [...(sentence?.children ?? [])].map((part) => part.textContent).join('。');
      if (said === '' || said === last) return;
      last = said;
      (Reflect.get(window, 'hear') as (said: string) => void)(said);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return heard;
}

type Change = (room: Room) => void;

/** What the room can look like while these changes happen, in whatever order they reach the school. */
function passThrough(room: Room, changes: Change[]): Room[] {
  let rooms = [room];
  for (const change of changes) {
    const changed = rooms.map((one) => {
      const other = { ...one, pupils: new Map(one.pupils) };
      change(other);
      return other;
    });
    rooms = [...rooms, ...changed];
  }
  return rooms;
}

/** A class and its board: after whatever happens, the sentence must be the true one. */
class Sitting {
  readonly #heard: string[];
  #room: Room;

  constructor(heard: string[], room: Room) {
    this.#heard = heard;
    this.#room = room;
  }

  /** Nothing untrue may be said on the way, either. */
  async step(what: string, work: () => Promise<unknown>, ...changes: Change[]): Promise<void> {
    await test.step(what, async () => {
      const began = this.#heard.length;
      const since = Date.now();
      await work();
      const rooms = passThrough(this.#room, changes);
      this.#room = rooms.at(-1) ?? this.#room;
      await expect(() => {
        expect(tellTruth(this.#room, Date.now())).toContain(spoken(this.#heard.at(-1)));
      }, what).toPass({ timeout: 10_000, intervals: [100] });
      const scoring = rooms.flatMap((room) => SEATS.map((unscored) => ({ ...room, unscored })));
      const truths = [...rooms, ...scoring].flatMap((room) => [
        ...tellTruth(room, since),
        ...tellTruth(room, Date.now()),
      ]);
      for (const said of this.#heard.slice(began).map(spoken)) expect(truths, what).toContain(said);
    });
  }
}

/** How many events are under way is nobody's business here. */
const spoken = (said = '') => said.replace(/\d+ 筆/, '# 筆');

const turn = (seats: number[], standing: Standing): Change[] =>
  seats.map((seat) => (room) => {
    room.pupils.set(seat, standing);
  });

async function prepare(page: Page, address: string, classCode: string): Promise<void> {
  await page.goto(`${address}/#class=${classCode}`);
  // The device's turn may come by itself just now.
  await button(page, '現在就開始')
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(page.getByText('已經告訴學校')).toBeVisible({ timeout: 40_000 });
  await button(page, '到登入畫面').click();
}

async function begin(page: Page): Promise<void> {
  await button(page, '開始測驗').click();
  await expect(lights(page).first()).toHaveAttribute('aria-current', 'step');
}

async function answer(page: Page, seat: number, item: number): Promise<void> {
  await lights(page).nth(item).click();
  await page.locator(`input[type=radio][value=${letterOf(seat, item)}]`).check();
}

async function handIn(page: Page): Promise<void> {
  await seeAll(page);
  await button(page, '交卷').click();
  await button(page, '確定交卷').click();
}

const paused = (page: Page) => page.getByRole('heading', { name: '老師暫停了測驗' });

test('a whole sitting of eight pupils: what the teacher is told is true at every step', async ({
  page: board,
  browser,
  address,
  faults,
}) => {
  // Nine pages and two browsers share a machine that may have other things to do.
  test.setTimeout(180_000);
  const entries = ITEMS.map((id) => getEntry(id));
  const { code, cards } = await makeTrial(address, entries, SEATS.length, 'rehearsal');
  const api = openApi(address);
  await api.signIn('demo-teacher');
  const { classCode } = v.parse(ClassLink, await api.call('GET', `/sittings/${code}/link`));

  const contexts: BrowserContext[] = [];
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ locale: 'zh-TW' });
    contexts.push(context);
    return context.newPage();
  };
  const profile = mkdtempSync(join(tmpdir(), 'harbour-'));
  let own = await launch(profile);
  const pages = new Map<number, Page>([[KILLED, own.page]]);
  for (const seat of SEATS) if (seat !== KILLED) pages.set(seat, await open());
  const at = (seat: number): Page => {
    const page = pages.get(seat);
    if (!page) throw new Error(`no page ${seat}`);
    return page;
  };
  const each = (seats: number[], work: (page: Page, seat: number) => Promise<unknown>) =>
    Promise.all(seats.map((seat) => work(at(seat), seat)));
  const but = (...seats: number[]) => SEATS.filter((seat) => !seats.includes(seat));
  const told = [...contexts, own.page.context()].map((context) => watch(context, address));

  const heard = await listen(board);
  const sitting = new Sitting(heard, {
    state: 'waiting',
    devices: 0,
    pupils: new Map(SEATS.map((seat) => [seat, 'out'])),
    hands: [],
    tray: 0,
    offline: undefined,
    unscored: 0,
  });
  const cardOf = (seat: number) => cards.get(seat) ?? '';

  await sitting.step('the board is opened', async () => {
    await board.goto('/teacher/');
    await board.getByRole('button', { name: /林望舒/ }).click();
    await expect(board.getByRole('link', { name: '看板' }).first()).toBeVisible();
    await board.goto(`/teacher/#/board/${code}`);
  });
  await sitting.step(
    'eight devices are prepared by the class link',
    () => each(SEATS, (page) => prepare(page, address, classCode)),
    ...SEATS.map(() => (room: Room) => {
      room.devices += 1;
    }),
  );
  await sitting.step(
    'seven pupils sign in by their cards',
    () => each(but(WRONG_CARD), (page, seat) => enter(page, cardOf(seat))),
    ...turn(but(WRONG_CARD), 'in'),
  );
  await sitting.step(
    'one does so without a network, by a card that nobody was given',
    async () => {
      const page = at(WRONG_CARD);
      await page.context().setOffline(true);
      await enter(page, formatCode(makeCard({ sitting: code, seat: WRONG_CARD, pin: 0 })));
      await page.context().setOffline(false);
    },
    (room) => {
      room.tray = 1;
    },
  );
  await sitting.step('all practise', () => each(SEATS, practise));
  await sitting.step(
    'the teacher opens the test',
    () => button(board, '開始測驗').click(),
    (room) => {
      room.state = 'open';
    },
  );
  await sitting.step(
    'seven begin, the eighth has to be claimed',
    async () => {
      await each(but(WRONG_CARD), begin);
      await expect(at(WRONG_CARD).getByTestId('waiting')).toContainText('認領你的登入卡');
    },
    ...turn(but(WRONG_CARD), 'working'),
  );
  await sitting.step(
    'the teacher claims the eighth',
    () => button(board, `歸給 ${WRONG_CARD} 號`).click(),
    (room) => {
      room.tray = 0;
      room.pupils.set(WRONG_CARD, 'in');
    },
  );
  await sitting.step(
    'who begins too',
    () => begin(at(WRONG_CARD)),
    ...turn([WRONG_CARD], 'working'),
  );
  await sitting.step('all answer', () =>
    each(SEATS, async (page, seat) => {
      await answer(page, seat, 0);
      await sent(page);
    }),
  );

  await sitting.step(
    'one loses the network for good, and works on',
    async () => {
      await at(OFFLINE).context().setOffline(true);
      await answer(at(OFFLINE), OFFLINE, 1);
    },
    (room) => {
      room.offline = { seat: OFFLINE, since: Date.now() };
    },
  );
  await sitting.step('one browser is killed, and comes back with everything', async () => {
    await answer(at(KILLED), KILLED, 1);
    await expect(at(KILLED).getByTestId('saved')).toHaveAttribute('data-unsaved', '0');
    await kill(own.child);
    own = await launch(profile);
    told.push(watch(own.page.context(), address));
    pages.set(KILLED, own.page);
    await own.page.goto(address);
    await expect(at(KILLED).getByRole('radio', { checked: true })).toHaveCount(1);
  });
  const before = at(MOVED);
  await sitting.step('one moves to another device', async () => {
    const page = await open();
    told.push(watch(page.context(), address));
    await page.goto(address);
    await page.getByRole('textbox').fill(cardOf(MOVED));
    await button(page, '下一步').click();
    await button(page, '這是我').click();
    pages.set(MOVED, page);
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await answer(page, MOVED, 1);
  });
  await sitting.step(
    'one raises a hand',
    () => button(at(HAND_UP), '舉手').click(),
    (room) => {
      room.hands = [HAND_UP];
    },
  );
  await sitting.step(
    'and takes it down',
    () =>
      at(HAND_UP)
        .getByRole('button', { name: /^手舉著/ })
        .click(),
    (room) => {
      room.hands = [];
    },
  );
  await sitting.step('one is given five minutes more', async () => {
    await board.getByRole('button', { name: new RegExp(`^${EXTENDED}\\b`) }).click();
    const dialog = board.getByRole('dialog');
    await dialog.getByText('延長與休息', { exact: true }).click();
    await dialog.getByRole('button', { name: '延長 5 分鐘' }).click();
    await expect.poll(() => readRow(address, code, EXTENDED)).toMatchObject({ limit: 2_100_000 });
  });
  await sitting.step(
    'the teacher pauses the test',
    async () => {
      await button(board, '暫停').click();
      await each(but(OFFLINE), async (page) => {
        // Whoever goes on to another task hears of it at once; one who has heard cannot go on.
        await lights(page)
          .nth(2)
          .click({ timeout: 2_000 })
          .catch(() => undefined);
        await expect(paused(page)).toBeVisible({ timeout: 20_000 });
      });
    },
    (room) => {
      room.state = 'paused';
    },
  );
  await sitting.step(
    'and lets it go on',
    async () => {
      await button(board, '繼續').click();
      await each(but(OFFLINE), (page) => expect(paused(page)).toBeHidden({ timeout: 20_000 }));
    },
    (room) => {
      room.state = 'open';
    },
  );
  await sitting.step(
    'all but one hand in',
    () =>
      each(but(OFFLINE), async (page, seat) => {
        await answer(page, seat, 1);
        await answer(page, seat, 2);
        await handIn(page);
        await expect(page.getByTestId('sent')).toContainText('已交卷並上傳');
      }),
    ...turn(but(OFFLINE), 'sent'),
  );
  // A device on which nobody works tells of itself every 15 s, and is told.
  await expect(before.getByRole('heading', { name: '已經在另一台裝置繼續' })).toBeVisible({
    timeout: 30_000,
  });
  await sitting.step('the one without a network does, and nobody hears of it', async () => {
    await answer(at(OFFLINE), OFFLINE, 2);
    await handIn(at(OFFLINE));
    await expect(at(OFFLINE).getByTestId('sent')).toContainText('已交卷，尚未上傳');
  });
  await sitting.step(
    'the teacher closes the test',
    async () => {
      await button(board, '結束測驗').click();
      await expect(board.getByRole('dialog')).toContainText(`有 1 人：${OFFLINE} 號`);
      await button(board, '確定結束').click();
    },
    (room) => {
      room.state = 'closed';
    },
  );
  await sitting.step(
    'the network is back, and everything is there',
    async () => {
      await at(OFFLINE).context().setOffline(false);
      await expect(at(OFFLINE).getByTestId('sent')).toContainText('已交卷並上傳', {
        timeout: 70_000,
      });
    },
    (room) => {
      room.offline = undefined;
    },
    ...turn([OFFLINE], 'sending'),
    ...turn([OFFLINE], 'sent'),
  );

  const read = async () =>
    v.parse(ClassResults, await api.call('GET', `/sittings/${code}/results`)).pupils;
  await expect
    .poll(async () => (await read()).map(({ status }) => status), { timeout: 20_000 })
    .toEqual(SEATS.map(() => 'scored'));
  for (const { seat } of await read()) {
    for (const [index, item] of ITEMS.entries()) {
      const path = `/sittings/${code}/seats/${seat}/items/${item}`;
      const { response, score } = v.parse(Replay, await api.call('GET', path));
      expect(response).toEqual({ kind: 'choice', option: letterOf(seat, index) });
      expect(score).toMatchObject({ status: 'answered', counted: true });
    }
  }
  await kill(own.child);
  rmSync(profile, { recursive: true, force: true });
  await Promise.all(contexts.map((context) => context.close()));
  expect([...told.flat(), ...faults]).toEqual([]);
});
