import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import * as v from 'valibot';
import { Specimen } from '../../scoring/wire/key.ts';
import { audit } from './audit.ts';
import { onDesk, take, typeNumber } from './blocks.ts';

const PORT = 8896;
const HOME = `http://localhost:${PORT}/preview/`;
const root = resolve(import.meta.dirname, '../..');

let server: ChildProcess;
test.beforeAll(async () => {
  const command = [resolve(root, 'items/cli.ts'), 'preview', '--port', String(PORT)];
  server = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready, failed) => {
    server.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(HOME)) ready();
    });
    server.once('exit', () => {
      failed(new Error('the preview did not begin'));
    });
  });
});
test.afterAll(async () => {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
});

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('rowheader') });
const mark = (page: Page) => page.getByRole('region', { name: '這份作答的得分' });

test('an author finds an item in the table', async ({ page }) => {
  await page.goto(HOME);
  await expect(rows(page).filter({ hasText: 'starfish-wake' })).toBeVisible({ timeout: 60_000 });
  const all = await rows(page).count();
  await page.getByRole('searchbox').fill('海星');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('searchbox').fill('no such thing');
  await expect(page.getByText('沒有符合的題目。')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('combobox', { name: '世界' }).selectOption('beacon');
  await expect.poll(() => rows(page).count()).toBeLessThan(all);
  await expect(rows(page).filter({ hasNotText: 'beacon' })).toHaveCount(0);
  await page.getByRole('combobox', { name: '題型' }).selectOption('multi');
  await expect(rows(page).first()).toContainText('multi');
  await audit(page, 'the bank');
  await page.getByRole('button', { name: 'English' }).click();
  await rows(page).first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('multi');
  await page.getByRole('link', { name: 'Back to the bank' }).click();
  await expect(page.getByRole('searchbox')).toBeVisible();
});

test.describe('at the desk of an item', () => {
  test.use({
    permissions: ['clipboard-read', 'clipboard-write'],
    // Room for a pupil's whole screen beside the marking.
    viewport: { width: 1900, height: 1000 },
  });

  test('a program is marked while it is built, and becomes a specimen', async ({ page }) => {
    await page.goto(`${HOME}#/item/starfish-wake`);
    const pupil = page.frameLocator('iframe');
    const worlds = page.getByRole('group', { name: '在每個世界裡' });
    await expect(page.getByText('還沒有作答：')).toBeVisible({ timeout: 60_000 });
    await expect(pupil.getByTestId('desk')).toHaveAttribute('data-ready', 'true', {
      timeout: 60_000,
    });
    await take(pupil, 'repeat');
    await typeNumber(pupil, onDesk(pupil, 'repeat'), 4);
    await take(pupil, 'forward');
    await typeNumber(pupil, onDesk(pupil, 'forward'), 4);
    await take(pupil, 'right_by');
    await typeNumber(pupil, onDesk(pupil, 'right_by'), 144);
    await expect(page.getByTestId('credit')).toHaveText('得分 0 / 2');
    await expect(mark(page).getByRole('term').filter({ hasText: 'off-by-one' })).toBeVisible();
    await expect(worlds.getByRole('button')).toHaveText('✗ 看得見 1');

    const copy = page.getByRole('button', { name: '複製成範例' });
    await expect(copy).toBeDisabled();
    await page.getByRole('textbox', { name: '範例名稱' }).fill('forgets an arm');
    await copy.click();
    await expect(page.getByText('已複製，可以貼進 JSON 檔')).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const specimen = v.parse(v.pipe(v.string(), v.parseJson(), Specimen), text);
    expect(specimen).toMatchObject({ name: 'forgets an arm', credit: 0 });
    expect(specimen.diagnosis).toContain('off-by-one');

    await typeNumber(pupil, onDesk(pupil, 'repeat'), 5);
    await expect(page.getByTestId('credit')).toHaveText('得分 2 / 2');
    await expect(mark(page).getByRole('term')).toHaveCount(0);
    await expect(worlds.getByRole('button')).toHaveText('✓ 看得見 1');
    await mark(page).getByRole('slider', { name: '速度' }).fill('3');
    await mark(page).getByRole('button', { name: '執行' }).click();
    await expect(mark(page).getByText('成功了！任務完成。')).toBeVisible({ timeout: 20_000 });
  });

  test('a specimen of the key is laid on the stage, in both languages', async ({ page }) => {
    await page.goto(`${HOME}#/item/starfish-wake`);
    const specimens = page.getByRole('region', { name: '金鑰裡的範例' });
    await expect(specimens).toBeVisible({ timeout: 60_000 });
    await page.getByRole('combobox', { name: '語言' }).selectOption('both');
    const [zh, en] = ['zh-TW', 'en'].map((locale) =>
      page.frameLocator(`iframe[title="starfish-wake ${locale}"]`),
    );
    if (!zh || !en) throw new Error('no stages');
    for (const pupil of [zh, en])
      await expect(pupil.getByTestId('desk')).toHaveAttribute('data-ready', 'true', {
        timeout: 60_000,
      });
    await specimens.getByRole('button', { name: /turns left/ }).click();
    await expect(onDesk(zh, 'left_by')).toContainText('左轉');
    await expect(onDesk(en, 'left_by')).toContainText('turn left');
    await expect(page.getByTestId('credit')).toHaveText('得分 0 / 2');
    await specimens.getByRole('button', { name: '清空' }).click();
    await expect(onDesk(zh, 'left_by')).toHaveCount(0);
    await audit(page, 'the desk of an item');
  });
});
