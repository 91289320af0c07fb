import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { act, begin, expect, light, makeLesson, saved, test } from './harbour.ts';
import { readRow } from './row.ts';
import { kill, launch } from './whole-browser.ts';

type Whole = Awaited<ReturnType<typeof launch>>;

const LIGHT = 'turn-after-turn';
const CHECKED = '[role=radio][aria-checked=true]';
/** Answers in one life of the browser, each another one. */
const DEEDS = 8;

/** Answers one after the other, and says on the console which of them the page has called saved. */
async function work(page: Page, cells: readonly number[], pause: number): Promise<void> {
  await page.evaluate(
    async ([places, ms]) => {
      const isSaved = () =>
        document.querySelector<HTMLElement>('[data-testid=saved]')?.dataset['unsaved'] === '0';
      const wait = (time: number) => new Promise((passed) => setTimeout(passed, time));
      for (const place of places) {
        const cell = document.querySelectorAll('[role=radio]')[place];
        cell?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        await wait(ms);
        while (place === places.at(-1) && !isSaved()) await wait(1);
        if (isSaved()) console.log(`saved ${place}`);
      }
    },
    [cells, pause] as const,
  );
}

/** What a start may find of the database: all of it, none of it, or rubbish. */
type Harm = 'none' | 'deleted' | 'corrupted';
const HARMS: readonly Harm[] = ['none', 'none', 'deleted', 'none', 'corrupted'];

function harm(profile: string, kind: Harm): void {
  const folder = join(profile, 'Default', 'IndexedDB');
  if (kind === 'none') return;
  expect(readdirSync(folder).length).toBeGreaterThan(0);
  if (kind === 'deleted') {
    rmSync(folder, { recursive: true });
    return;
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) writeFileSync(file, readFileSync(file).fill(0xa5, 8));
  }
}

/** Kills it while it writes, and answers what the page had called saved, at the least. */
async function liveAndDie({ child, page }: Whole, cells: readonly number[]): Promise<number> {
  let called = NaN;
  const first = new Promise<void>((heard) => {
    page.on('console', (message) => {
      const found = /^saved (\d+)$/.exec(message.text());
      if (!found) return;
      called = Number(found[1]);
      heard();
    });
  });
  void work(page, cells, randomInt(30)).catch(() => undefined);
  await first;
  await pass(randomInt(150));
  await kill(child);
  return called;
}

/** Opens it again and answers which answer it shows. */
async function look({ page }: Whole, address: string): Promise<number> {
  // The school's copy would make up for what the device has lost.
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(address);
  await expect(page.locator(CHECKED)).toBeVisible({ timeout: 20_000 });
  return page
    .getByRole('radio')
    .evaluateAll((all) => all.findIndex((cell) => cell.ariaChecked === 'true'));
}

/** To an item of many answers, the first of them given; answers how many there are. */
async function start(page: Page, card: string): Promise<number> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await begin(page, card);
  await light(page, LIGHT).click();
  const cells = page.getByRole('radio');
  await cells.nth(0).click();
  await expect(page.locator(CHECKED)).toHaveCount(1);
  await expect(saved(page)).toHaveAttribute('data-unsaved', '0');
  return cells.count();
}

const TIMES = Number(process.env['KILLS'] ?? 25);
const A_PROFILE = 25;

let profile: string;
let browser: Whole | undefined;

test.beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'harbour-'));
});
test.afterEach(async () => {
  if (browser?.child.signalCode === null) await kill(browser.child);
  rmSync(profile, { recursive: true, force: true });
});

for (let first = 1; first <= TIMES; first += A_PROFILE) {
  const last = Math.min(TIMES, first + A_PROFILE - 1);
  test(`a browser killed while it writes has all that it called saved: kills ${first} to ${last}`, async ({
    address,
  }) => {
    test.setTimeout(60_000 + (last - first + 1) * 8_000);
    const { code, cards } = await makeLesson(address);
    await act(address, code, { do: 'open' });
    browser = await launch(profile);
    await browser.page.goto(address);
    const many = await start(browser.page, cards.get(1) ?? '');
    let before = 0;
    for (let n = first; n <= last; n += 1) {
      const places = Array.from({ length: DEEDS }, (_, k) => (before + 1 + k) % many);
      const called = await liveAndDie(browser, places);
      harm(profile, HARMS[n % HARMS.length] ?? 'none');
      browser = await launch(profile);
      before = await look(browser, address);
      expect(places.indexOf(before), `kill ${n}`).toBeGreaterThanOrEqual(places.indexOf(called));
    }
    await browser.page.unrouteAll();
    await expect(saved(browser.page)).toHaveAttribute('data-level', 'school', { timeout: 70_000 });
    expect(await readRow(address, code, 1)).toMatchObject({ answered: 1, unsent: 0 });
  });
}
