import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { act, begin, expect, light, makeLesson, saved, test } from './harbour.ts';
import { readRow } from './row.ts';
import { kill, launch } from './whole-browser.ts';

const LIGHT = 'turn-after-turn';
const CHECKED = '[role=radio][aria-checked=true]';
/** Answers in one life of the browser, each another one. */
const DEEDS = 8;

/** Answers one after the other, and says on the console which of them the page has called saved. */
async function work(page: Page, cells: readonly number[], pause: number): Promise<void> {
  await page.evaluate(
    async ([places, ms]) => {
      const line = () => document.querySelector<HTMLElement>('[data-testid=saved]')?.dataset;
      for (const place of places) {
        const cell = document.querySelectorAll('[role=radio]')[place];
        cell?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        await new Promise((shown) => setTimeout(shown, ms));
        if (line()?.['unsaved'] === '0') console.log(`saved ${place}`);
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

async function openWithoutSchool({ page }: { page: Page }, address: string): Promise<void> {
  // The school's copy would make up for what the device has lost.
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(address);
}

/** Kills it while it writes, and answers what the page called saved, at the least. */
async function liveAndDie(
  { child, page }: Awaited<ReturnType<typeof launch>>,
  cells: readonly number[],
): Promise<number | undefined> {
  let called: number | undefined;
  page.on('console', (message) => {
    const found = /^saved (\d+)$/.exec(message.text());
    if (found) called = Number(found[1]);
  });
  void work(page, cells, randomInt(30)).catch(() => undefined);
  await setTimeout(randomInt(20, 300));
  await kill(child);
  return called;
}

const TIMES = Number(process.env['KILLS'] ?? 25);
const A_PROFILE = 25;

for (let first = 1; first <= TIMES; first += A_PROFILE) {
  const last = Math.min(TIMES, first + A_PROFILE - 1);
  test(`a browser killed while it writes has all that it called saved: kills ${first} to ${last}`, async ({
    address,
  }) => {
    test.setTimeout(60_000 + (last - first + 1) * 8_000);
    const { code, cards } = await makeLesson(address);
    await act(address, code, { do: 'open' });
    const profile = mkdtempSync(join(tmpdir(), 'harbour-'));
    let browser = await launch(profile);
    await browser.page.goto(address);
    await browser.page.evaluate(() => navigator.serviceWorker.ready);
    await begin(browser.page, cards.get(1) ?? '');
    await light(browser.page, LIGHT).click();
    const cells = browser.page.getByRole('radio');
    await cells.nth(0).click();
    await expect(browser.page.locator(CHECKED)).toHaveCount(1);
    await expect(saved(browser.page)).toHaveAttribute('data-unsaved', '0');
    const many = await cells.count();
    let before = 0;

    for (let n = first; n <= last; n += 1) {
      const places = Array.from({ length: DEEDS }, (_, k) => (before + 1 + k) % many);
      const called = await liveAndDie(browser, places);
      harm(profile, HARMS[n % HARMS.length] ?? 'none');
      browser = await launch(profile);
      await openWithoutSchool(browser, address);
      await expect(browser.page.locator(CHECKED)).toBeVisible({ timeout: 20_000 });
      const now = await browser.page
        .getByRole('radio')
        .evaluateAll((all) => all.findIndex((cell) => cell.ariaChecked === 'true'));
      const course = [before, ...places];
      expect(course.indexOf(now), `kill ${n}`).toBeGreaterThanOrEqual(
        called === undefined ? 0 : course.indexOf(called),
      );
      before = now;
    }

    await browser.page.unrouteAll();
    await expect(saved(browser.page)).toHaveAttribute('data-level', 'school', { timeout: 70_000 });
    expect(await readRow(address, code, 1)).toMatchObject({ answered: 1, unsent: 0 });
    await kill(browser.child);
    rmSync(profile, { recursive: true, force: true });
  });
}
