import type { Page } from '@playwright/test';
import { type Audit, audit, auditColours } from './audit.ts';
import { FORM, act, expect, light, lights, makeLesson, practise, test } from './harbour.ts';

const WORDS = {
  'zh-TW': {
    tag: 'zh-Hant-TW',
    next: '下一步',
    me: '這是我',
    begin: '開始測驗',
    all: '看看全部',
    handIn: '交卷',
    really: '確定交卷',
    seat: /^1\b/,
    end: '結束測驗',
    wait: '再等一下',
    close: '關閉',
    boards: '看板',
    results: '看結果',
    rehearsal: '演練',
    program: /第 3 題/,
    school: '學校結果',
    office: ['普測進度', '結算與發布', '題目品質', '量尺分數', '全市', '行政區', '學校'],
  },
  en: {
    tag: 'en',
    next: 'Next',
    me: 'This is me',
    begin: 'Begin the test',
    all: 'See all tasks',
    handIn: 'Hand in',
    really: 'Yes, hand in',
    seat: /^1\b/,
    end: 'End the test',
    wait: 'Wait',
    close: 'Close',
    boards: 'Board',
    results: 'See results',
    rehearsal: 'ehearsal',
    program: /item 3:/i,
    school: 'School results',
    office: [
      'Progress',
      'Close and publish',
      'Item quality',
      'Scale scores',
      'City',
      'Districts',
      'Schools',
    ],
  },
};
type Words = (typeof WORDS)['zh-TW'] | (typeof WORDS)['en'];

/** A journey in one language and one theme. */
interface Look {
  words: Words;
  audit: Audit;
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

/** Through the card and the practice into the form. */
async function auditGate(page: Page, card: string, { words, audit }: Look): Promise<void> {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', words.tag);
  await expect(page.getByRole('textbox')).toBeVisible();
  await audit(page, 'card');
  await page.getByRole('textbox').fill(card);
  await press(page, words.next);
  await expect(page.getByRole('button', { name: words.me })).toBeVisible();
  await audit(page, 'confirm');
  await press(page, words.me);
  await expect(page.locator('.blocklyFlyout .blocklyDraggable').first()).toBeVisible();
  await audit(page, 'practice');
  await practise(page);
  await press(page, words.begin);
}

async function auditForm(page: Page, { words, audit }: Look): Promise<void> {
  await expect(lights(page)).toHaveCount(FORM.length);
  for (const item of FORM) {
    await light(page, item).click();
    await expect(light(page, item)).toHaveAttribute('aria-current', 'step');
    await audit(page, item);
  }
  await press(page, words.all);
  await audit(page, 'overview');
  await press(page, words.handIn);
  await expect(page.getByRole('button', { name: words.really })).toBeVisible();
  await audit(page, 'hand-in confirmation');
  await press(page, words.really);
  await expect(page.getByTestId('sent')).toHaveAttribute('data-sent', 'true');
  await audit(page, 'done');
}

async function auditBoard(page: Page, code: string, { words, audit }: Look): Promise<void> {
  await page.goto(`/teacher/#/board/${code}`);
  await expect(page.getByRole('button', { name: words.end })).toBeVisible();
  await audit(page, 'board');
  await page.getByRole('button', { name: words.seat }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await audit(page, 'seat');
  await press(page, words.close);
  await press(page, words.end);
  await expect(page.getByRole('dialog')).toBeVisible();
  await audit(page, 'closing');
  await press(page, words.wait);
}

async function auditTeacher(page: Page, code: string, look: Look): Promise<void> {
  const { words, audit } = look;
  await page.goto('/teacher/');
  await expect(page.getByRole('button', { name: /林望舒|Lin/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', words.tag);
  await audit(page, 'sign-in');
  await page.getByRole('button', { name: /林望舒|Lin/ }).click();
  await expect(page.getByRole('link', { name: words.boards }).first()).toBeVisible();
  await audit(page, 'sittings');
  await auditBoard(page, code, look);
  await page.goto('/teacher/');
  // The demo's own rehearsal, whatever else was sat before: its third item is a program.
  const rehearsed = page.locator('h3', { hasText: words.rehearsal }).last().locator('+ ul');
  await rehearsed.getByRole('link', { name: words.results }).first().click();
  const cell = page.getByRole('link', { name: words.program }).first();
  await expect(cell).toBeVisible();
  await audit(page, 'results');
  await cell.click();
  await expect(page.locator('.blocklySvg').first()).toBeVisible();
  await audit(page, 'replay');
}

async function auditSchool(page: Page, { words, audit }: Look): Promise<void> {
  await page.goto('/teacher/');
  await page.getByRole('button', { name: /資訊組|IT lead/ }).click();
  const link = page.getByRole('navigation').getByRole('link', { name: words.school });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('h1')).toBeVisible();
  await audit(page, 'school');
}

async function auditOffice(page: Page, { words, audit }: Look): Promise<void> {
  await page.goto('/office/');
  const account = page.getByRole('button', { name: /教育處|Education/i }).first();
  await expect(account).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', words.tag);
  await audit(page, 'office sign-in');
  await account.click();
  for (const name of words.office) {
    const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(page.locator('h1')).toBeVisible();
    await audit(page, name);
  }
}

async function signOut(page: Page): Promise<void> {
  await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
}

for (const [language, scheme, look] of [
  ['zh-TW', 'light', { words: WORDS['zh-TW'], audit }],
  ['en', 'light', { words: WORDS.en, audit }],
  ['zh-TW', 'dark', { words: WORDS['zh-TW'], audit: auditColours }],
  ['en', 'dark', { words: WORDS.en, audit: auditColours }],
] as const) {
  test.describe(`axe finds nothing: ${language}, ${scheme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.addInitScript((locale) => {
        localStorage.setItem('PARAGLIDE_LOCALE', locale);
      }, language);
    });

    test('for a pupil', async ({ page, address }) => {
      const { code, cards } = await makeLesson(address, 2);
      await act(address, code, { do: 'open' });
      await auditGate(page, cards.get(1) ?? '', look);
      await auditForm(page, look);
    });

    test('for the adults', async ({ page, address }) => {
      const { code } = await makeLesson(address, 2);
      await act(address, code, { do: 'open' });
      await auditTeacher(page, code, look);
      await signOut(page);
      await auditSchool(page, look);
      await signOut(page);
      await auditOffice(page, look);
    });
  });
}
