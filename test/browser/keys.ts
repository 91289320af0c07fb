import { type Locator, type Page, expect } from '@playwright/test';

/** Goes on by Tab, or back by Shift+Tab, until there, as somebody without a mouse does. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 60 && !(await isThere()); tabs += 1) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

/**
 * One key after the other, wherever the focus is. The desk moves its focus a frame after a key, and
 * no finger is faster: two frames pass before the next one.
 */
export async function pressKeys(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(
      () =>
        new Promise((shown) => {
          requestAnimationFrame(() => requestAnimationFrame(shown));
        }),
    );
  }
}
