import type { Page } from '@playwright/test';
import { sent } from './full-device.ts';
import { act, append, begin, expect, light, lights } from './harbour.ts';
import { makeLesson, saved, seeAll, test } from './harbour.ts';
import { openRelay } from './relay.ts';
import { readRow } from './row.ts';

const THREE_HOURS = 3 * 3_600_000;

async function kept(page: Page): Promise<void> {
  await expect(saved(page)).toHaveAttribute('data-unsaved', '0');
}

test('reloaded after each event, and a tab that crashes: always where it was', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  const blocks = (n: number) => expect(page.getByText(`已用 ${n} 個積木`)).toBeVisible();
  const steps: [() => Promise<void>, () => Promise<void>][] = [
    [() => append(page, '往前一格'), () => blocks(1)],
    [() => page.getByRole('button', { name: '執行' }).click(), () => blocks(1)],
    [
      () => page.getByRole('button', { name: '標記這題' }).click(),
      () => expect(page.getByRole('button', { name: '取消標記' })).toBeVisible(),
    ],
    [
      () => page.getByRole('button', { name: '舉手' }).click(),
      () => expect(page.getByRole('button', { name: '手舉著' })).toBeVisible(),
    ],
    [() => blocks(1).then(() => append(page, '左轉')), () => blocks(2)],
    [
      () => light(page, 'turn-after-turn').click(),
      () => expect(page.getByRole('heading', { name: '轉彎再轉彎' })).toBeVisible(),
    ],
    [
      () => page.getByRole('radio').nth(3).click(),
      () => expect(page.getByRole('radio').nth(3)).toBeChecked(),
    ],
  ];
  for (const [act, shown] of steps) {
    await act();
    await shown();
    await kept(page);
    await page.reload();
    await shown();
  }
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const after = await context.newPage();
  await after.goto('/');
  await expect(after.getByRole('radio').nth(3)).toBeChecked();
  await lights(after).first().click();
  await expect(after.getByText('已用 2 個積木')).toBeVisible();
});

test('a clock three hours ahead, then three behind: nobody’s time and nobody’s answers change', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now.call(Date) + Number(sessionStorage.getItem('shift') ?? 10_800_000);
  });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await page.evaluate((shift) => {
    sessionStorage.setItem('shift', String(-shift));
  }, THREE_HOURS);
  await append(page, '左轉');
  await sent(page);
  await page.reload();
  await expect(page.getByText('已用 2 個積木')).toBeVisible();
  await append(page, '右轉');
  await sent(page);
  const row = await readRow(address, code, 1);
  expect(row).toMatchObject({ state: 'working', answered: 1, unsent: 0, flags: { late: false } });
  expect(row.used).toBeLessThan(THREE_HOURS / 3);
});

test('a newer version waits while a pupil works, and comes in when nobody does', async ({
  browser,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  const relay = await openRelay(address);
  const context = await browser.newContext({ baseURL: relay.address, locale: 'zh-TW' });
  const page = await context.newPage();
  const isWaiting = () =>
    page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await page.clock.install();
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  relay.release();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect.poll(isWaiting).toBe(true);
  await page.clock.runFor(20_000);
  await append(page, '左轉');
  expect(await isWaiting()).toBe(true);
  await kept(page);
  await page.reload();
  await expect(page.getByText('已用 2 個積木')).toBeVisible();
  await page.clock.runFor(20_000);
  expect(await isWaiting()).toBe(true);

  await seeAll(page);
  await page.getByRole('button', { name: '交卷', exact: true }).click();
  await page.getByRole('button', { name: '確定交卷' }).click();
  await expect(page.getByTestId('sent')).toContainText('已交卷並上傳');
  await page.getByRole('button', { name: '換下一位同學' }).click();
  await expect(page.getByRole('textbox')).toBeVisible();
  const reloaded = page.waitForEvent('load');
  // The page is gone before its clock has run so far.
  await page.clock.runFor(10_000).catch(() => undefined);
  await reloaded;
  await expect(page.getByRole('textbox')).toBeVisible();
  expect(await isWaiting()).toBe(false);
  await context.close();
  await relay.close();
});

test('a device six times slower behind a slow network takes the test all the same', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 400, downloadThroughput: 250_000, uploadThroughput: 125_000 },
  });
  await light(page, 'turn-after-turn').click();
  const cells = page.getByRole('radio');
  await expect(cells.first()).toBeVisible();
  const waits: number[] = [];
  for (const place of [0, 1, 2, 3, 4, 5]) {
    const wait = cells.nth(place).evaluate(async (cell) => {
      const since = performance.now();
      cell.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const line = () => document.querySelector<HTMLElement>('[data-testid=saved]')?.dataset;
      while (line()?.['unsaved'] !== '0') await new Promise((later) => setTimeout(later, 4));
      return performance.now() - since;
    });
    waits.push(await wait);
    await expect(cells.nth(place)).toBeChecked();
  }
  await sent(page);
  // A figure to look at: what it is depends on the machine that tests.
  const longest = Math.round(Math.max(...waits));
  console.log(`six times slower: an edit is shown and saved in ${longest} ms at most`);
  expect(await readRow(address, code, 1)).toMatchObject({ answered: 1, unsent: 0 });
});
