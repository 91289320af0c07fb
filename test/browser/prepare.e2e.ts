import type { Page } from '@playwright/test';
import * as v from 'valibot';
import { openApi } from '../../items/demo/api.ts';
import { Board } from '../../scoring/wire/board.ts';
import { ProctorSheet } from '../../scoring/wire/proctor-sheet.ts';
import { append, expect, makeLesson, practise, saved, test } from './harbour.ts';

async function callAsTeacher(address: string, path: string): Promise<unknown> {
  const api = openApi(address);
  await api.signIn('demo-teacher');
  return api.call('GET', path);
}

async function readSheet(address: string, code: string): Promise<ProctorSheet> {
  return v.parse(ProctorSheet, await callAsTeacher(address, `/sittings/${code}/sheet`));
}

async function countReady(address: string, code: string): Promise<number> {
  return v.parse(Board, await callAsTeacher(address, `/sittings/${code}/board`)).devices.ready;
}

/** Opens the class link and does not wait for this device's turn. */
async function openLink(page: Page, classCode: string): Promise<void> {
  await page.goto(`/#class=${classCode}`);
  await page.getByRole('button', { name: '現在就開始' }).click();
}

test('prepared the day before; on the day no network: card, unlock code, answers, and sent once it is back', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  const { classCode, unlockCode } = await readSheet(address, code);
  await openLink(page, classCode);
  await expect(page.getByRole('heading', { name: '這台裝置準備好了' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText('已經告訴學校')).toBeVisible();
  expect(await countReady(address, code)).toBe(1);
  await page.close();

  await context.setOffline(true);
  const day = await context.newPage();
  await day.goto('/');
  await day.getByRole('textbox').fill(cards.get(2) ?? '');
  await day.getByRole('button', { name: '下一步' }).click();
  await expect(day.getByText('現在沒有網路，可以先開始')).toBeVisible();
  await expect(day.getByText('2 號')).toBeVisible();
  await day.getByRole('button', { name: '這是我' }).click();

  // Another class's code is told from a slip of the finger, and neither opens anything.
  await day.getByRole('button', { name: '老師給了開卷碼？' }).click();
  const field = day.getByRole('textbox', { name: '輸入老師的開卷碼' });
  const slip = (unlockCode.startsWith('A') ? 'B' : 'A') + unlockCode.slice(1);
  await field.fill(slip);
  await expect(day.getByText('有一個字打錯了')).toBeVisible();
  await field.fill('00000000000000');
  await day.getByRole('button', { name: '打開題目' }).click();
  await expect(day.getByText('這不是這個班的開卷碼')).toBeVisible();
  await field.fill(unlockCode);
  await day.getByRole('button', { name: '打開題目' }).click();
  await practise(day);
  await day.getByRole('button', { name: '開始測驗' }).click();
  await expect(day.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
  await append(day, '往前一格');
  await expect(saved(day)).toHaveAttribute('data-level', 'device');

  await context.setOffline(false);
  await expect(saved(day)).toHaveAttribute('data-level', 'school', { timeout: 70_000 });
  const { seats, unclaimed } = v.parse(
    Board,
    await callAsTeacher(address, `/sittings/${code}/board`),
  );
  expect(seats.find(({ seat }) => seat === 2)).toMatchObject({
    state: 'working',
    flags: { unlocked: true },
  });
  expect(unclaimed).toEqual([]);
});

test('with too little room it is not ready and says so; without IndexedDB it says what that means', async ({
  page,
  address,
}) => {
  const { code } = await makeLesson(address);
  const { classCode } = await readSheet(address, code);
  await page.goto('/');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: address, quotaSize: 30_000_000 });
  await openLink(page, classCode);
  await expect(page.getByRole('heading', { name: '這台裝置還不能用來測驗' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByTestId('found')).toContainText('儲存空間不到 50 MB');
  await expect.poll(() => countReady(address, code)).toBe(0);

  await devtools.send('Storage.overrideQuotaForOrigin', { origin: address });
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  });
  await page.getByRole('button', { name: '再檢查一次' }).click();
  await page.getByRole('button', { name: '現在就開始' }).click();
  await expect(page.getByRole('heading', { name: '這台裝置準備好了' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByTestId('found')).toContainText('瀏覽器的資料庫不能用');
  await expect.poll(() => countReady(address, code)).toBe(1);
});
