import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { act, begin, enter, expect, makeLesson, test } from './harbour.ts';

/** Axe finds nothing, in both languages and both themes. */
async function audit(page: Page, name: string): Promise<void> {
  const found = await new AxeBuilder({ page })
    // Blockly hangs a measuring canvas into the body, empty and hidden from everybody.
    .exclude('.blocklyComputeCanvas')
    .analyze();
  const said = found.violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`);
  expect(said).toEqual([]);
}

for (const [language, scheme] of [
  ['zh-TW', 'light'],
  ['en', 'dark'],
  ['zh-TW', 'dark'],
  ['en', 'light'],
] as const) {
  test(`axe finds nothing: ${language}, ${scheme}`, async ({ page, address }) => {
    const { code, cards } = await makeLesson(address, 2);
    await act(address, code, { do: 'open' });
    await page.emulateMedia({ colorScheme: scheme });
    const speak = async () => {
      await page.evaluate((locale) => {
        localStorage.setItem('PARAGLIDE_LOCALE', locale);
      }, language);
      await page.reload();
    };

    await page.goto('/');
    await audit(page, 'card');
    await page.getByRole('textbox').fill(cards.get(1) ?? '');
    await page.getByRole('button', { name: '下一步' }).click();
    await expect(page.getByRole('button', { name: '這是我' })).toBeVisible();
    await audit(page, 'confirm');
    await page.goto('/');
    await enter(page, cards.get(1) ?? '');
    await audit(page, 'practice');
    await page.goto('/');
    if (await page.getByRole('textbox').isVisible()) await begin(page, cards.get(1) ?? '');
    else {
      await page.getByRole('button', { name: '執行' }).click();
      await page.getByRole('button', { name: '開始測驗' }).click();
    }
    await speak();
    for (let item = 1; item <= 8; item += 1) {
      const light = page.getByRole('button', {
        name: new RegExp(language === 'en' ? `^Task ${item}\\b` : `第 ${item} 題`),
      });
      await light.click();
      await expect(light).toHaveAttribute('aria-current', 'step');
      await audit(page, `item ${item}`);
    }

    await page.goto('/teacher/');
    await audit(page, 'sign-in');
    await page.getByRole('button', { name: /林望舒|Lin/ }).click();
    await expect(page.getByRole('link', { name: /看板|Board/ }).first()).toBeVisible();
    await audit(page, 'sittings');
    await page.goto(`/teacher/#/board/${code}`);
    await expect(page.getByRole('button', { name: /結束測驗|End/ })).toBeVisible();
    await audit(page, 'board');
    await page.goto('/teacher/');
    await page
      .getByRole('link', { name: /看結果|results/i })
      .last()
      .click();
    await expect(page.getByRole('link', { name: /第 1 題|item 1:/i }).first()).toBeVisible();
    await audit(page, 'results');
    await page
      .getByRole('link', { name: /第 1 題|item 1:/i })
      .first()
      .click();
    await expect(page.locator('.blocklySvg').first()).toBeVisible();
    await audit(page, 'replay');
    await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));

    await page.goto('/office/');
    await page
      .getByRole('button', { name: /教育處|Education/i })
      .first()
      .click();
    for (const link of [/進度|Progress/, /全市|City/, /行政區|Districts/, /學校|Schools/]) {
      await page.getByRole('navigation').getByRole('link', { name: link }).click();
      await expect(page.locator('h1')).toBeVisible();
      await audit(page, String(link));
    }
  });
}
