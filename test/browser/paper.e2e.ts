import type { Locator, Page } from '@playwright/test';
import { getEntry } from '../../items/bank.ts';
import { audit } from './audit.ts';
import { offer, onDesk, tap } from './blocks.ts';
import { expect, test } from './harbour.ts';
import { pressKeys, tabTo } from './keys.ts';
import { makeTrial } from './trial.ts';

const ITEMS = [
  'first-clean-up',
  'turn-after-turn',
  'red-not-heavy',
  'how-many-lamps',
  'signals-of-the-night',
];

async function openSeat(page: Page, seat: number): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^${seat}\\b`) }).click();
  return page.getByRole('dialog');
}

/** The numbered blocks of a task, as they are read. */
async function readLegend(place: Locator): Promise<string[]> {
  const texts = await place.locator('.legend li').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

test('a pupil who cannot use a screen answers on paper, and a teacher enters it', async ({
  page,
  address,
}) => {
  const { code } = await makeTrial(
    address,
    ITEMS.map((id) => getEntry(id)),
  );
  await page.goto('/teacher/');
  await page.getByRole('button', { name: /林望舒/ }).click();
  await expect(page.getByRole('link', { name: '看板' }).first()).toBeVisible();
  await page.goto(`/teacher/#/board/${code}`);
  await expect(await openSeat(page, 2)).toContainText('開始測驗後，才能列印題本');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '開始測驗' }).click();
  // Nobody has signed in: that is asked first.
  await page.getByRole('button', { name: '先開始' }).click();
  await expect(page.getByRole('button', { name: '結束測驗' })).toBeVisible();

  const dialog = await openSeat(page, 2);
  await audit(page, 'seat');
  await dialog.getByRole('link', { name: '列印題本' }).click();
  const booklet = page.getByTestId('booklet');
  await expect(booklet.locator('[data-item]')).toHaveCount(ITEMS.length);
  await audit(page, 'booklet');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: '回到看板' })).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  const printed = await booklet
    .locator('[data-item]')
    .evaluateAll((sections) =>
      sections.map((section) => [section.getAttribute('data-item'), section.clientHeight > 100]),
    );
  expect(printed).toEqual(ITEMS.map((id) => [id, true]));
  const size = await booklet.evaluate((sheet) => parseFloat(getComputedStyle(sheet).fontSize));
  // Twelve points are sixteen pixels.
  expect(size).toBeGreaterThanOrEqual(16);
  const numbers = await readLegend(booklet.locator(`[data-item=${ITEMS[0] ?? ''}]`));
  expect(numbers).toContain('1 往前一格');
  await page.emulateMedia({ media: null });

  await page.getByRole('link', { name: '回到看板' }).click();
  await (await openSeat(page, 2)).getByRole('link', { name: '輸入答案' }).click();
  await expect(page.getByRole('heading', { name: /輸入紙本答案：2 號/ })).toBeVisible();
  const state = (number: number) =>
    page.getByRole('navigation', { name: '題目' }).getByRole('button', {
      name: new RegExp(`^${number}\\b`),
    });
  await expect(page.getByRole('button', { name: '送出' })).toBeDisabled();
  await expect(page.locator('.legend li')).toHaveCount(numbers.length);
  expect(await readLegend(page.locator('.numbers'))).toEqual(numbers);
  await tap(onDesk(page, 'start').first());
  for (const moves of [1, 2]) {
    await offer(page, 'move').click({ position: { x: 8, y: 20 } });
    await expect(page.locator('.blocklyBlockCanvas .blocklyBlock[class^="move "]')).toHaveCount(
      moves + 1,
    );
  }
  await expect(state(1)).toHaveAccessibleName(/已輸入/);
  await audit(page, 'program on paper');

  const next = page.getByRole('button', { name: '下一題' });
  await next.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^第 2 題/ })).toBeFocused();
  await tabTo(page, page.getByRole('radio', { name: /第 3/ }).and(page.locator('[tabindex="0"]')));
  await pressKeys(page, 'ArrowRight', ' ');
  await expect(state(2)).toHaveAccessibleName(/已輸入/);
  await audit(page, 'a square on paper');

  await tabTo(page, next);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('checkbox').first());
  await page.keyboard.press(' ');
  await tabTo(page, next);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox').first());
  await page.keyboard.type('3');
  await expect(state(4)).toHaveAccessibleName(/已輸入/);

  // Whoever looks at the board in between finds the draft again.
  await page.getByRole('link', { name: '回到看板' }).click();
  await expect(page.getByRole('button', { name: '結束測驗' })).toBeVisible();
  // Nor is it lost without a word from there.
  const leaves = () => dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(await page.evaluate(leaves)).toBe(false);
  await page.goBack();
  await expect(state(3)).toHaveAccessibleName(/已輸入/);
  await expect(page.getByText('已輸入 4 題，還沒送出')).toBeVisible();

  await page.getByRole('button', { name: '送出' }).click();
  await expect(page.getByRole('dialog')).toContainText('有 1 題空白：第 5 題');
  await audit(page, 'sending');
  await page.getByRole('button', { name: '確定送出' }).click();
  await expect(page.getByRole('heading', { name: '已收到 2 號的紙本答案' })).toBeVisible();
  expect(await page.evaluate(leaves)).toBe(true);
  await page.getByRole('link', { name: '回到看板' }).last().click();
  await expect(page.locator('[data-need=finished]')).toContainText('已交卷（紙本）');

  await (await openSeat(page, 2)).getByRole('link', { name: '輸入答案' }).click();
  await expect(page.getByText('這個座號輸入過紙本答案')).toBeVisible();
  await state(4).click();
  await expect(page.getByRole('textbox').first()).toHaveValue('3');

  // It was the other pupil's.
  await page.getByRole('link', { name: '回到看板' }).click();
  const wrong = await openSeat(page, 2);
  await wrong.getByRole('button', { name: '輸錯座號，收回' }).click();
  await expect(wrong.getByText('要收回 2 號的紙本答案嗎？')).toBeFocused();
  await audit(page, 'taking back');
  await wrong.getByRole('button', { name: '確定收回' }).click();
  await expect(page.locator('[data-need=finished]')).toHaveCount(0);
  const tray = page.getByRole('region', { name: /還不知道是誰的/ });
  await expect(tray).toContainText(/紙本答案，.* 輸入在 2 號，後來收回；已作答 4 題/);
  await expect(tray.getByRole('button', { name: '歸給這個座號' })).toBeDisabled();
  await tray.getByLabel('這是幾號？').selectOption('1');
  await tray.getByRole('button', { name: '歸給 1 號' }).click();
  await expect(page.locator('[data-need=finished]')).toContainText(/^1 ?已交卷（紙本）/);
});
