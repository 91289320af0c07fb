import { randomInt, randomUUID } from 'node:crypto';
import {
  test as base,
  expect,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test';
import * as v from 'valibot';
import { readForm } from '../../items/bank.ts';
import { type Api, openApi } from '../../items/demo/api.ts';
import { hasPlainCheck, makeCard, PIN_LIMIT } from '../../scoring/journal/card.ts';
import { formatCode } from '../../scoring/journal/code.ts';
import { CampaignList, CityNames } from '../../scoring/wire/campaign.ts';
import type { Campaign } from '../../scoring/wire/city.ts';
import { Session } from '../../scoring/wire/session.ts';

export { expect };

const FORM_ID = 'g6-a';

/** A class of its own for a test: its sitting waits, and nobody has begun. */
export interface Lesson {
  code: string;
  /** Cards as printed, by seat. */
  cards: Map<number, string>;
}

/** Words that a browser says of itself and that are no fault of the page. */
const EXPECTED = [
  /^Failed to load resource: the server responded with a status of 40[0-9]/,
  /^Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED)/,
  /^WebSocket connection to .* failed/,
];

/** Notes whatever a page does that no page of ours may: errors, policy violations, other origins. */
export function watch(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (!EXPECTED.some((words) => words.test(message.text()))) faults.push(message.text());
  });
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) faults.push(request.url());
  });
  return faults;
}

/** Waits until the demo city is whole: its census published. */
export async function openCity(address: string): Promise<Api> {
  const api = openApi(address);
  await expect
    .poll(() => api.signIn('demo-teacher').then(() => 'ready', String), { timeout: 60_000 })
    .toBe('ready');
  await expect.poll(() => isPublished(api), { timeout: 120_000, intervals: [500] }).toBe(true);
  return api;
}

async function isPublished(api: Api): Promise<boolean> {
  const { campaigns } = v.parse(CampaignList, await api.call('GET', '/campaigns'));
  return campaigns.some(({ kind, release }) => kind === 'census' && release !== null);
}

/** A campaign opened so long ago stands below all others. */
const LONG_AGO = 1;
const A_DAY = 86_400_000;

/** A campaign with that form for grade 6, open today; the same id is the same campaign. */
export async function openCampaign(
  address: string,
  { id, kind, form }: Pick<Campaign, 'id' | 'kind'> & { form: string },
): Promise<void> {
  const api = await openCity(address);
  const city = v.parse(CityNames, await api.call('GET', '/city'));
  const campaign: Campaign = {
    ...{ id, kind, academicYear: 114, timeZone: 'Asia/Taipei', threshold: 10 },
    title: { 'zh-TW': '試題', en: 'Trial' },
    opensAt: LONG_AGO,
    closesAt: Date.now() + A_DAY,
    forms: [{ grade: 6, form }],
  };
  await openApi(address).call('POST', '/demo/city', {
    ...{ id: city.id, name: city.name, fictional: city.fictional, campaigns: [campaign] },
    ...{ districts: [], schools: [], classes: [], programmes: [], staff: [] },
  });
}

/** A fresh sitting of the demo teacher's first class; its results show once it is closed. */
export async function makeLesson(address: string, size = 4): Promise<Lesson> {
  const campaign = 'trial-lessons';
  await openCampaign(address, { id: campaign, kind: 'rehearsal', form: FORM_ID });
  return makeSitting(address, { campaign, form: FORM_ID, size });
}

/** A fresh sitting of the demo teacher's first class in that campaign, on that form. */
export async function makeSitting(
  address: string,
  { campaign, form, size }: { campaign: string; form: string; size: number },
): Promise<Lesson> {
  const api = openApi(address);
  await api.signIn('demo-teacher');
  const session = v.parse(Session, await api.call('GET', '/session'));
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const code = Array.from({ length: 4 }, () => symbols[randomInt(32)]).join('');
  const seats = Array.from({ length: size }, (_, i) => i + 1);
  const cards = new Map(seats.map((seat) => [seat, drawCard(code, seat)]));
  const roster = seats.map((seat) => ({
    pupil: randomUUID(),
    enrolment: randomUUID(),
    seat,
    number: `${code}${seat}`,
    name: `試航${seat}`,
  }));
  const plan = { code, campaign, form, class: session.classes[0], roster };
  const listed = [...cards].map(([seat, card]) => ({ seat, card }));
  await openApi(address).call('POST', '/demo/sittings', [{ ...plan, cards: listed }]);
  return { code, cards: new Map([...cards].map(([seat, card]) => [seat, formatCode(card)])) };
}

function drawCard(sitting: string, seat: number): string {
  for (;;) {
    const card = makeCard({ sitting, seat, pin: randomInt(PIN_LIMIT) });
    if (hasPlainCheck(card)) return card;
  }
}

/** What the proctor does, without the board. */
export async function act(address: string, code: string, action: object): Promise<void> {
  const api = openApi(address);
  await api.signIn('demo-teacher');
  await api.call('POST', `/sittings/${code}/actions`, action);
}

/** Types the card, confirms, and waits for the practice. */
export async function enter(page: Page, card: string): Promise<void> {
  await page.getByRole('textbox').fill(card);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '這是我' }).click();
  await expect(page.getByRole('heading', { name: '出航練習' })).toBeVisible({ timeout: 15_000 });
}

/** The guided practice, as quickly as it can be done. */
export async function practise(page: Page): Promise<void> {
  const guide = page.getByTestId('guide');
  const block = page.locator('.blocklyFlyout .blocklyDraggable').first();
  await block.click({ position: { x: 8, y: 20 } });
  await expect(guide).toHaveAttribute('data-done', '1');
  await page.getByRole('button', { name: /^(執行|Run)/ }).click();
  await expect(guide).toHaveAttribute('data-done', '2');
  await block.click({ position: { x: 8, y: 20 } });
  await expect(guide).toHaveAttribute('data-done', '3');
  await page.getByRole('button', { name: /^(復原|Undo)$/ }).click();
  await expect(guide).toHaveAttribute('data-done', '4');
}

/** Through the practice into any form, whose sitting is open. */
export async function beginAny(page: Page, card: string): Promise<void> {
  await enter(page, card);
  await practise(page);
  await page.getByRole('button', { name: '開始測驗' }).click();
  await expect(lights(page).first()).toHaveAttribute('aria-current', 'step');
}

/** Through the practice into the form, whose sitting is open. */
export async function begin(page: Page, card: string): Promise<void> {
  await beginAny(page, card);
  await expect(page.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
  await expect(page.locator('.blocklyFlyout .blocklyDraggable').first()).toBeVisible();
}

/** The items of a lesson's form. */
export const FORM = readForm(FORM_ID).items;

/** The lights of a form's items, in their order. */
export function lights(page: Page): Locator {
  return page.getByRole('navigation').getByRole('button');
}

/** The light of an item of FORM. */
export function light(page: Page, item: string): Locator {
  const place = FORM.indexOf(item);
  if (place < 0) throw new Error(`${item} is not on the form`);
  return lights(page).nth(place);
}

/** From the form's last item to the list before handing in. */
export async function seeAll(page: Page): Promise<void> {
  await lights(page).last().click();
  await page.getByRole('button', { name: '看看全部' }).click();
}

/** Drags a block of the toolbox below the last one of the program. */
export async function append(page: Page, name: string): Promise<void> {
  const counted = Number(/\d+/.exec(await page.getByTestId('blocks').innerText())?.[0]);
  const block = page.locator('.blocklyFlyout .blocklyDraggable', { hasText: name }).first();
  const last = page.locator('.blocklyWorkspace > .blocklyBlockCanvas .blocklyDraggable').last();
  const from = await boxOf(block);
  const to = await boxOf(last);
  await page.mouse.move(from.x + 12, from.y + 14);
  await page.mouse.down();
  // Round the stack and from below: a block that passes close by would be offered a place there.
  await page.mouse.move(to.x + 240, to.y + to.height + 60, { steps: 6 });
  await page.mouse.move(to.x + 14, to.y + to.height + 12, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByTestId('blocks')).toContainText(` ${counted + 1} `);
  // Blockly draws a joined block in its place two frames later.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** The one line that says how safe the work is. */
export function saved(page: Page): Locator {
  return page.getByTestId('saved');
}

async function boxOf(locator: ReturnType<Page['locator']>) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

export const test = base.extend<{ address: string; faults: string[] }>({
  address: async ({ baseURL }, use) => {
    if (baseURL === undefined) throw new Error('no address');
    await use(new URL(baseURL).origin);
  },
  // Every test with a page proves on the side that the page kept to its policy.
  faults: [
    async ({ context, address }, use) => {
      const faults = watch(context, address);
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
