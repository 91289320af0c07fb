import type { Page } from '@playwright/test';
import { audit } from './audit.ts';
import { act, enter, expect, lights, makeLesson, saved, seeAll, test } from './harbour.ts';
import { pressKeys, tabTo } from './keys.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const guide = (page: Page) => page.getByTestId('guide');
const shelf = (page: Page) => page.locator('.blocklyFlyout .blocklyDraggable').first();

/** What the special-needs teacher wrote down for one pupil. */
const GRANTED = {
  ...{ extraMinutes: 0, readAloud: 'none', breaks: true, separateRoom: false, helper: false },
  ...{ largerText: true, highContrast: true, lineReader: true, input: 'keyboard' },
};

/** From the toolbox below the program, by keys alone. */
async function takeByKeys(page: Page): Promise<void> {
  await expect(shelf(page)).toBeVisible();
  await tabTo(page, page.locator('.blocklySvg .blocklyWorkspaceSelectionRing'));
  await pressKeys(page, 'ArrowDown', 't', 'Enter', 'Enter');
}

async function learnByKeys(page: Page): Promise<void> {
  await expect(guide(page)).toContainText('按 T 到積木區');
  await audit(page, 'guided practice');
  await takeByKeys(page);
  await expect(guide(page)).toHaveAttribute('data-done', '1');
  await tabTo(page, button(page, '執行'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(guide(page)).toHaveAttribute('data-done', '2');
  await expect(button(page, '開始測驗')).toBeDisabled();

  // A page that was loaded anew goes on where the pupil was.
  await page.reload();
  await expect(guide(page)).toHaveAttribute('data-done', '2');
  await takeByKeys(page);
  await expect(guide(page)).toHaveAttribute('data-done', '3');
  await pressKeys(page, 'Control+z');
  await expect(guide(page)).toContainText('四件事都會了');
}

/** A window over the text that follows the keys and the pointer, and can be put away. */
async function readByLines(page: Page): Promise<void> {
  const window = page.getByRole('slider', { name: '閱讀尺' }).first();
  const top = async () => (await window.boundingBox())?.y ?? 0;
  const before = await top();
  await window.press('ArrowDown');
  expect(await top()).toBeGreaterThan(before);
  await page.locator('.story').hover({ position: { x: 40, y: 4 } });
  await expect.poll(top).toBe(before);
  await button(page, '閱讀尺').click();
  await expect(window).toHaveCount(0);
}

/** Beside the page nothing is lost, and what is pressed most is in view. */
async function seeAllOfIt(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBe(clientWidth);
  for (const name of ['執行', '復原', '下一題'])
    await expect(button(page, name)).toBeInViewport({ ratio: 1 });
}

test('what a pupil was granted begins by itself; an open sea after the test', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await act(address, code, { do: 'accommodate', seat: 1, accommodations: GRANTED });
  await page.goto('/');
  await enter(page, cards.get(1) ?? '');
  await expect(page.locator('html')).toHaveAttribute('data-text', 'large');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await learnByKeys(page);

  await button(page, '開始測驗').press('Enter');
  await lights(page).nth(1).click();
  await lights(page).first().click();
  await expect(shelf(page)).toBeVisible();
  await audit(page, 'a task with aids');
  await seeAllOfIt(page);
  await readByLines(page);

  // One pupil's clock is stopped, and goes on.
  await act(address, code, { do: 'break', seat: 1, on: true });
  await button(page, '舉手').click();
  await expect(page.getByRole('heading', { name: '休息中' })).toBeVisible();
  await act(address, code, { do: 'break', seat: 1, on: false });
  await expect(page.getByRole('heading', { name: '休息中' })).toHaveCount(0, { timeout: 15_000 });

  await seeAll(page);
  await expect(page.getByText('還沒看過').first()).toBeVisible();
  await button(page, '交卷').click();
  await button(page, '確定交卷').click();
  await expect(saved(page)).toHaveAttribute('data-level', 'school');
  await button(page, '自由航行').click();
  await expect(page.getByRole('heading', { name: '畫畫的海' })).toBeVisible();
  await shelf(page).click({ position: { x: 8, y: 20 } });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await button(page, '執行').click();
  await expect(page.getByTestId('said')).toContainText('第 1 步');
  expect(sent).toEqual([]);
  await audit(page, 'open sea');
  await button(page, '回到交卷畫面').click();
  await expect(button(page, '換下一位同學')).toBeVisible();
});
