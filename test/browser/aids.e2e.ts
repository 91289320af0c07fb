import type { Page } from '@playwright/test';
import { audit } from './audit.ts';
import { act, begin, enter, expect, makeLesson, saved, seeAll, test } from './harbour.ts';
import { pressKeys, tabTo } from './keys.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const guide = (page: Page) => page.getByTestId('guide');

/** Granted to one pupil, nothing else. */
const GRANTED = {
  ...{ extraMinutes: 0, readAloud: 'none', breaks: true, separateRoom: false, helper: false },
  ...{ largerText: true, highContrast: true, lineReader: true, input: 'keyboard' },
};

test('the guided practice by keys alone, and again where it stopped', async ({ page, address }) => {
  const { code, cards } = await makeLesson(address);
  await page.goto('/');
  await enter(page, cards.get(1) ?? '');
  await expect(guide(page)).toContainText('把一個積木拖到「開始」下面');
  await audit(page, 'guided practice');
  await expect(page.locator('.blocklyFlyout .blocklyDraggable').first()).toBeVisible();
  await tabTo(page, page.locator('.blocklySvg .blocklyWorkspaceSelectionRing'));
  await expect(guide(page)).toContainText('按 T 到積木區');
  await pressKeys(page, 'ArrowDown', 't', 'Enter', 'Enter');
  await expect(guide(page)).toHaveAttribute('data-done', '1');
  await tabTo(page, button(page, '執行'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(guide(page)).toHaveAttribute('data-done', '2');
  await act(address, code, { do: 'open' });
  await expect(button(page, '開始測驗')).toBeDisabled();

  await page.reload();
  await expect(guide(page)).toHaveAttribute('data-done', '2');
  await expect(page.locator('.blocklyFlyout .blocklyDraggable').first()).toBeVisible();
  await tabTo(page, page.locator('.blocklySvg .blocklyWorkspaceSelectionRing'));
  await pressKeys(page, 'ArrowDown', 't', 'Enter', 'Enter');
  await expect(guide(page)).toHaveAttribute('data-done', '3');
  await pressKeys(page, 'Control+z');
  await expect(guide(page)).toContainText('四件事都會了');
  await expect(button(page, '開始測驗')).toBeEnabled({ timeout: 15_000 });
});

test('what a pupil was granted begins by itself, and a break stops one clock', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await act(address, code, { do: 'accommodate', seat: 1, accommodations: GRANTED });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-text', 'large');
  await expect(root).toHaveAttribute('data-theme', 'contrast');
  await audit(page, 'a task with aids');

  // Nothing is lost beside the page, and what is below can be reached.
  const beside = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  expect(await beside()).toBe(0);
  await expect(button(page, '執行')).toBeInViewport({ ratio: 1 });
  await expect(button(page, '下一題')).toBeInViewport({ ratio: 1 });

  // The window over the text follows the keys and the pointer.
  const window = page.getByRole('slider', { name: '閱讀尺' }).first();
  const top = async () => (await window.boundingBox())?.y ?? 0;
  const before = await top();
  await window.press('ArrowDown');
  expect(await top()).toBeGreaterThan(before);
  await page
    .locator('.story')
    .first()
    .hover({ position: { x: 40, y: 4 } });
  await expect.poll(top).toBe(before);
  await button(page, '閱讀尺').click();
  await expect(window).toHaveCount(0);

  await act(address, code, { do: 'break', seat: 1, on: true });
  await expect(page.getByRole('heading', { name: '休息中' })).toBeVisible({ timeout: 20_000 });
});

test('after the test there is an open sea, until the sitting ends', async ({ page, address }) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await seeAll(page);
  await expect(page.getByText('還沒看過').first()).toBeVisible();
  await button(page, '交卷').click();
  await button(page, '確定交卷').click();
  await expect(saved(page)).toHaveAttribute('data-level', 'school');

  await button(page, '自由航行').click();
  await expect(page.getByRole('heading', { name: '畫畫的海' })).toBeVisible();
  const block = page.locator('.blocklyFlyout .blocklyDraggable').first();
  await block.click({ position: { x: 8, y: 20 } });
  await expect(page.getByTestId('blocks')).toContainText('1');
  await audit(page, 'open sea');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await button(page, '執行').click();
  await expect(page.getByTestId('said')).toContainText('第 1 步');
  expect(sent).toEqual([]);
  await button(page, '回到交卷畫面').click();
  await expect(page.getByRole('heading', { name: '謝謝你，做完了！' })).toBeVisible();
});
