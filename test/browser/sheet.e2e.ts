import type { Page } from '@playwright/test';
import { audit } from './audit.ts';
import { expect, makeLesson, test } from './harbour.ts';

/** Pages of the PDF that Chromium prints, each an object of its own in the file. */
async function countPages(page: Page): Promise<number> {
  const file = await page.pdf({ preferCSSPageSize: true });
  return file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

async function openSheet(page: Page, code: string): Promise<void> {
  await page.goto('/teacher/');
  await page.getByRole('button', { name: /林望舒/ }).click();
  await expect(page.getByRole('link', { name: '監考單' }).first()).toBeVisible();
  await page.goto(`/teacher/#/sheet/${code}`);
  await expect(page.getByTestId('sheet').getByRole('img')).toHaveCount(5);
}

test('the proctor’s sheet prints on two pages, the set-up on one, in both languages', async ({
  page,
  address,
}) => {
  const { code } = await makeLesson(address, 30);
  await openSheet(page, code);
  await audit(page, 'sheet');
  const pages = { sheet: await countPages(page), setup: 0 };
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Five troubles' })).toBeVisible();
  expect({ zh: pages.sheet, en: await countPages(page) }).toEqual({ zh: 2, en: 2 });

  await page.goto('/teacher/#/setup');
  await expect(page.getByRole('heading', { name: 'Network', exact: true })).toBeVisible();
  const en = await countPages(page);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { name: '網路', exact: true })).toBeVisible();
  await audit(page, 'setup');
  expect({ zh: await countPages(page), en }).toEqual({ zh: 1, en: 1 });
});

test('a substitute opens the board with the pass of the sheet, until it is revoked', async ({
  page,
  browser,
  address,
}) => {
  const { code } = await makeLesson(address, 2);
  await openSheet(page, code);
  const codes = await page.getByTestId('sheet').locator('code').allInnerTexts();
  const pass = codes.find((text) => text.replaceAll('-', '').length === 15) ?? '';

  const context = await browser.newContext({
    locale: 'zh-TW',
    viewport: { width: 390, height: 844 },
  });
  const phone = await context.newPage();
  await phone.goto(`${address}/teacher/#/pass=${pass}`);
  await expect(phone.getByRole('heading', { name: /測驗還沒開始/ })).toBeVisible();
  expect(phone.url()).not.toContain(pass);
  await expect(phone.getByText('試航')).toHaveCount(0);
  await expect(phone.getByRole('link', { name: '學校結果' })).toHaveCount(0);

  await page.getByRole('button', { name: '作廢通行碼' }).click();
  await page.getByRole('button', { name: '確定作廢' }).click();
  await expect(page.getByText('舊的通行碼已經作廢')).toBeVisible();
  await expect(phone.getByRole('heading', { name: '登入' })).toBeVisible({ timeout: 15_000 });

  await phone.getByText('我有監考通行碼').click();
  await phone.getByLabel('通行碼', { exact: true }).fill(pass);
  await phone.getByRole('button', { name: '打開看板' }).click();
  await expect(phone.getByText('這個通行碼現在打不開任何場次')).toBeVisible();
  await context.close();
});
