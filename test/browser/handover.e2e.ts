import type { Page } from '@playwright/test';
import { allowFilling, sent } from './full-device.ts';
import {
  act,
  append,
  begin,
  enter,
  expect,
  makeLesson,
  practise,
  seeAll,
  test,
} from './harbour.ts';

const LEAVE = '換人用這台裝置';

async function askToLeave(page: Page): Promise<void> {
  await seeAll(page);
  await page.getByRole('button', { name: LEAVE }).click();
}

const really = (page: Page) => page.getByRole('dialog').getByRole('button', { name: LEAVE });

test('an attempt that was claimed for another seat is not given to who shows the card again', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  let attempt = '';
  page.on('request', (request) => {
    attempt = /attempts\/([0-9a-f-]{36})\/batches/.exec(request.url())?.[1] ?? attempt;
  });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await sent(page);
  await askToLeave(page);
  await really(page).click();
  await expect(page.getByRole('textbox')).toBeVisible();
  await act(address, code, { do: 'claim', attempt, seat: 2 });
  await enter(page, cards.get(1) ?? '');
  await practise(page);
  await page.getByRole('button', { name: '開始測驗' }).click();
  await expect(page.getByText('已用 0 個積木')).toBeVisible();
});

test('what is nowhere but in the page cannot be left to the next pupil', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await allowFilling(page);
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await sent(page);
  await page.evaluate(() => {
    sessionStorage.setItem('full', 'yes');
  });
  await context.setOffline(true);
  await append(page, '左轉');
  await askToLeave(page);
  await expect(really(page)).toBeDisabled();
  await expect(page.getByText('有作答還沒存好，請先等一下')).toBeVisible();
  await context.setOffline(false);
  await expect(really(page)).toBeEnabled({ timeout: 30_000 });
});
