import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { audit } from './audit.ts';
import { act, append, begin, expect, makeLesson, saved, seeAll, test } from './harbour.ts';

const PATIENCE = 10_000;

/** The teacher's own device, at the page where answers are brought in. */
async function openAnswers(page: Page): Promise<void> {
  await page.goto('/teacher/');
  await page.getByRole('button', { name: /林望舒/ }).click();
  await page.getByRole('link', { name: '匯入作答' }).click();
  await expect(page.getByRole('heading', { name: '匯入作答' })).toBeVisible();
}

/** A camera before which these pictures are held, one after the other. */
async function holdBefore(page: Page, pictures: readonly string[]): Promise<void> {
  await page.addInitScript((shown) => {
    navigator.mediaDevices.getUserMedia = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 900 });
      const context = canvas.getContext('2d');
      let at = 0;
      setInterval(() => {
        const image = new Image();
        image.onload = () => context?.drawImage(image, 0, 0, 900, 900);
        image.src = shown[at % shown.length] ?? '';
        at += 1;
      }, 400);
      return Promise.resolve(canvas.captureStream(10));
    };
  }, pictures);
}

test('what a pupil could not send is carried: by file, and by codes', async ({
  page,
  context,
  browser,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.clock.install();
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  // What is needed later is on the device before the network goes.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await append(page, '往前一格');
  await expect(saved(page)).toContainText('已儲存在這台裝置');
  await seeAll(page);
  await page.getByRole('button', { name: '交卷', exact: true }).click();
  await page.getByRole('button', { name: '確定交卷' }).click();
  await expect(page.getByTestId('sent')).toHaveAttribute('data-sent', 'false');
  await page.clock.fastForward(PATIENCE);

  const offer = page.getByRole('region', { name: '先不要登出，也不要關機' });
  await offer.getByRole('button', { name: '顯示作答條碼' }).click();
  const codes = page.locator('[data-codes]');
  const count = Number(await codes.getAttribute('data-codes'));
  expect(count).toBeGreaterThan(0);
  const pictures: string[] = [];
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('ArrowRight');
    pictures.push(`data:image/png;base64,${(await codes.screenshot()).toString('base64')}`);
  }
  await audit(page, 'answer-codes');
  await page.getByRole('button', { name: '關閉條碼' }).click();
  const waiting = page.waitForEvent('download');
  await offer.getByRole('button', { name: '存成作答檔' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^作答備份_.+_1_\d{8}-\d{6}\.ctanswers$/);
  await expect(offer.getByRole('status')).toContainText('已經存到');

  const room = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const phone = await room.newPage();
  await holdBefore(phone, pictures);
  await openAnswers(phone);
  await phone.getByRole('button', { name: '掃描作答條碼' }).click();
  await expect(phone.getByText('已匯入，新增')).toBeVisible();
  await phone.getByRole('button', { name: '關閉相機' }).click();
  const answers = readFileSync(await download.path());
  await phone.getByLabel(/選擇作答檔/).setInputFiles([
    { name: download.suggestedFilename(), mimeType: '', buffer: answers },
    { name: '照片.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') },
  ]);
  await expect(phone.locator('[data-outcome]')).toHaveCount(3);
  await expect(phone.locator('[data-outcome]').first()).toContainText('這不是作答檔');
  await expect(phone.getByText('2 份作答已經在伺服器上，1 份沒有匯入。')).toBeVisible();
  await audit(phone, 'answers');
  await phone.goto(`/teacher/#/board/${code}`);
  await expect(phone.getByRole('button', { name: /^1\b/ })).toContainText('已上傳');
  await room.close();
});
