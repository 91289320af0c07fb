import type { Page, Route } from '@playwright/test';
import { sent } from './full-device.ts';
import { act, append, begin, expect, light, lights } from './harbour.ts';
import { makeLesson, saved, test } from './harbour.ts';
import { readRow } from './row.ts';

const TEN_MINUTES = 600_000;
const cover = (page: Page) => page.getByRole('heading', { name: '老師暫停了測驗' });

/** Answers the trace of the fourth item with that option. */
async function choose(page: Page, option: number): Promise<void> {
  await light(page, 'turn-after-turn').click();
  await page.getByRole('radio').nth(option).click();
  await expect(page.getByRole('radio').nth(option)).toBeChecked();
}

test('ten minutes of a server that answers 500: patient, nothing lost, all sent at the end', async ({
  page,
  address,
  faults,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.clock.install();
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  let refused = 0;
  await page.route('**/api/**', async (route) => {
    refused += 1;
    await route.fulfill({ status: 500, body: 'oops' });
  });
  await append(page, '往前一格');
  for (let passed = 0; passed < TEN_MINUTES; passed += 30_000) await page.clock.runFor(30_000);
  await append(page, '左轉');
  await expect(saved(page)).toHaveAttribute('data-level', 'device');
  // Asked again and again, ever more seldom.
  expect(refused).toBeGreaterThan(10);
  expect(refused).toBeLessThan(120);
  await page.unroute('**/api/**');
  await page.clock.runFor(60_000);
  await sent(page);
  expect(await readRow(address, code, 1)).toMatchObject({ answered: 1, unsent: 0 });
  expect(faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
  faults.length = 0;
});

test('batches that arrive twice, and answers that come late and in the wrong order', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  const answers: Parameters<Route['fulfill']>[0][] = [];
  await page.route('**/batches', async (route) => {
    await route.fetch();
    const response = await route.fetch();
    answers.push({ status: response.status(), json: (await response.json()) as unknown });
    // The answer to the batch before this one.
    await route.fulfill(answers.at(-2) ?? answers.at(-1));
  });
  await begin(page, cards.get(1) ?? '');
  for (const name of ['往前一格', '左轉', '往前一格']) await append(page, name);
  await choose(page, 2);
  await page.unrouteAll({ behavior: 'wait' });
  await sent(page);
  expect(answers.length).toBeGreaterThan(1);
  await page.reload();
  await expect(page.getByRole('radio').nth(2)).toBeChecked();
  await lights(page).first().click();
  await expect(page.getByText('已用 3 個積木')).toBeVisible();
  expect(await readRow(address, code, 1)).toMatchObject({
    answered: 2,
    unsent: 0,
    flags: { branched: false },
  });
});

test('offline after the third item: paused and resumed unheard, closed unheard, and all of it counts', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await lights(page).nth(2).click();
  await sent(page);

  await context.setOffline(true);
  await act(address, code, { do: 'pause' });
  await choose(page, 1);
  await expect(saved(page)).toHaveAttribute('data-level', 'device');
  await expect(cover(page)).toBeHidden();
  await context.setOffline(false);
  await expect(cover(page)).toBeVisible({ timeout: 30_000 });
  await act(address, code, { do: 'resume' });
  await expect(cover(page)).toBeHidden({ timeout: 15_000 });
  await expect(page.getByRole('radio').nth(1)).toBeChecked();

  await context.setOffline(true);
  await choose(page, 3);
  await light(page, 'left-behind').click();
  await page.getByRole('radio').first().check();
  await act(address, code, { do: 'close' });
  await expect(saved(page)).toHaveAttribute('data-unsaved', '0');
  await page.reload();
  await expect(page.getByRole('radio').first()).toBeChecked();
  await context.setOffline(false);
  await expect
    .poll(() => readRow(address, code, 1), { timeout: 30_000 })
    .toMatchObject({ answered: 3, unsent: 0, flags: { late: false } });
});

test('the same card at two devices, the first of them offline: both kept, the proctor sees it', async ({
  page,
  context,
  browser,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  const card = cards.get(3) ?? '';
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, card);
  await append(page, '往前一格');
  await sent(page);
  await context.setOffline(true);
  await append(page, '左轉');

  const other = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await other.goto(address);
  await other.getByRole('textbox').fill(card);
  await other.getByRole('button', { name: '下一步' }).click();
  await other.getByRole('button', { name: '這是我' }).click();
  await expect(other.getByText('已用 1 個積木')).toBeVisible();
  await append(other, '收垃圾');
  await append(other, '右轉');
  await sent(other);

  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '已經在另一台裝置繼續' })).toBeVisible({
    timeout: 30_000,
  });
  await expect
    .poll(() => readRow(address, code, 3), { timeout: 30_000 })
    .toMatchObject({ answered: 1, flags: { branched: true } });
  await other.reload();
  await expect(other.getByText('已用 3 個積木')).toBeVisible();
  await other.context().close();
});
