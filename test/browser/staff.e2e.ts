import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { act, append, begin, expect, makeLesson, saved, test } from './harbour.ts';

async function signIn(page: Page, path: string, name: RegExp): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name }).click();
}

test('a teacher opens a sitting, watches a pupil, closes it and reads the class', async ({
  page,
  browser,
  address,
}) => {
  const { code, cards } = await makeLesson(address, 3);
  await signIn(page, '/teacher/', /林望舒/);
  await page.goto(`/teacher/#/board/${code}`);
  await expect(page.getByRole('heading', { name: /測驗還沒開始/ })).toBeVisible();
  await page.getByRole('button', { name: '開始測驗' }).click();
  // Nobody has signed in: that is asked first.
  await page.getByRole('button', { name: '先開始' }).click();
  await expect(page.getByRole('button', { name: '結束測驗' })).toBeVisible();

  const pupil = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await pupil.goto(address);
  await begin(pupil, cards.get(2) ?? '');
  const seat = page.getByRole('button', { name: /^2\b|2 號/ }).first();
  await expect(seat).toContainText('第 1 題');
  const way = ['往前一格', '往前一格', '往前一格', '收垃圾', '左轉', '往前一格', '往前一格'];
  for (const name of way) await append(pupil, name);
  await pupil.getByRole('button', { name: '下一題' }).click();
  await expect(seat).toContainText('第 2 題');
  await pupil.getByRole('button', { name: '舉手' }).click();
  await expect(seat).toContainText('舉手');

  // Somebody still works: the first press names the seat, the second one ends it.
  await page.getByRole('button', { name: '結束測驗' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 號');
  await dialog.getByRole('button', { name: /結束/ }).click();
  await expect(page.getByRole('button', { name: /重新開放|再開/ })).toBeVisible();
  await expect(pupil.getByText('測驗結束了，謝謝你！')).toBeVisible({ timeout: 30_000 });

  await page.goto(`/teacher/#/results/${code}`);
  const cell = page.getByRole('link', { name: /2 號，第 1 題/ });
  await expect(cell).toHaveText(/1/, { timeout: 30_000 });
  await cell.click();
  await expect(page.locator('.blocklySvg').first()).toBeVisible();
  await expect(page.locator('.blocklyBlockCanvas .blocklyBlock')).toHaveCount(8);
  await expect(page.getByRole('heading', { name: '下週可以做' })).toBeVisible();
  await page.getByRole('button', { name: '執行' }).click();
  await expect(page.getByText(/成功/).first()).toBeVisible({ timeout: 20_000 });
  await pupil.context().close();
});

test('a room that has gone silent is said to be, while the link to the board lives', async ({
  page,
  browser,
  address,
}) => {
  const { code, cards } = await makeLesson(address, 1);
  await act(address, code, { do: 'open' });
  const pupil = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await pupil.goto(address);
  await begin(pupil, cards.get(1) ?? '');
  await append(pupil, '往前一格');
  await expect(saved(pupil)).toHaveAttribute('data-level', 'school', { timeout: 15_000 });
  await pupil.context().setOffline(true);

  await signIn(page, '/teacher/', /林望舒/);
  await expect(page.getByRole('link', { name: '看板' }).first()).toBeVisible();
  await page.clock.install();
  const joined = page.waitForEvent('websocket');
  await page.goto(`/teacher/#/board/${code}`);
  const link = await joined;
  await expect(page.locator('[data-need=working]')).toHaveCount(1);
  // Twice what silence takes: a board that is still on its way at the first ping starts it anew.
  for (let ping = 0; ping < 8; ping += 1) {
    const pong = link.waitForEvent('framereceived', ({ payload }) => payload === 'pong');
    await page.clock.fastForward(20_000);
    await pong;
  }
  await expect(page.locator('[data-need=silent]')).toHaveCount(1);
  await pupil.context().close();
});

test('the office reads participation, the city, districts and schools, and takes a CSV', async ({
  page,
}) => {
  await signIn(page, '/office/', /教育處/);
  await expect(page.getByRole('heading', { name: /班完成/ })).toBeVisible();
  await page.getByRole('link', { name: '全市' }).click();
  await expect(page.getByRole('heading', { name: /平均得分率/ })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByText('95 % 區間').first()).toBeVisible();
  await page.getByRole('link', { name: '行政區' }).click();
  for (const name of ['七堵', '中山', '中正', '仁愛', '安樂', '信義', '暖暖'])
    await expect(page.getByText(`${name}區`).first()).toBeVisible();

  await page.getByRole('link', { name: '學校' }).click();
  await expect(page.getByText('人數太少，不顯示').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).first().click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file.charCodeAt(0)).toBe(0xfeff);
  expect(file).toContain('望潮國小');
  await page.getByRole('button', { name: '看表格' }).first().click();
  await expect(page.getByRole('table').first()).toBeVisible();
});

test('the office sees where the close stands, and reads an item before it decides on it', async ({
  page,
}) => {
  await signIn(page, '/office/', /教育處/);
  await page.getByRole('link', { name: '結算與發布', exact: true }).click();
  await expect(page.getByRole('heading', { name: /版已發布/ })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('table').first()).toContainText('目前發布的版本');

  await page.getByRole('link', { name: '題目品質', exact: true }).click();
  const opener = page.getByRole('button', { name: '第一趟清潔' });
  await opener.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('人的試卷有這一題');
  await dialog.getByLabel(/理由/).fill('太短');
  await expect(dialog.getByRole('button', { name: '決定不計這一題' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the office cannot enter a class', async ({ page, address }) => {
  const { code } = await makeLesson(address, 1);
  await signIn(page, '/office/', /教育處/);
  await expect(page.getByRole('link', { name: '全市' })).toBeVisible();
  for (const path of ['board', 'results']) {
    const status = await page.evaluate(
      async (url) => (await fetch(url)).status,
      `/api/v1/sittings/${code}/${path}`,
    );
    expect(status).toBe(403);
  }
});
