import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './chromium.ts';
import { act, append, begin, makeLesson, seeAll } from './harbour.ts';

/** `npm run shots`: the README's three pictures, taken from a demo city of their own. */
const root = resolve(import.meta.dirname, '../..');
const out = resolve(import.meta.dirname, 'shots');
const port = 8898;
const address = `http://localhost:${port}`;
const state = resolve(root, 'dist/shots');

rmSync(state, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const server = spawn(process.execPath, ['worker/local/start.ts'], {
  cwd: root,
  env: { ...process.env, PORT: String(port), STATE: state },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const found = await findBrowser();
const browser = await chromium.launch({ ...found, args: BROWSER_ARGUMENTS });
const open = async (): Promise<Page> => {
  const context = await browser.newContext({
    locale: 'zh-TW',
    timezoneId: 'Asia/Taipei',
    viewport: { width: 1366, height: 768 },
  });
  return context.newPage();
};
const take = (page: Page, name: string) => page.screenshot({ path: resolve(out, `${name}.png`) });

async function signIn(page: Page, path: string, name: RegExp): Promise<void> {
  await page.goto(`${address}${path}`);
  await page.getByRole('button', { name }).click();
}

async function takePupil(card: string): Promise<Page> {
  const page = await open();
  await page.goto(address);
  await begin(page, card);
  for (const name of ['往前一格', '往前一格', '往前一格', '收垃圾', '左轉'])
    await append(page, name);
  for (let step = 0; step < 3; step += 1)
    await page.getByRole('button', { name: '走一步' }).click();
  await page.getByTestId('said').getByText('第 3 步').waitFor();
  await page.waitForTimeout(800);
  await take(page, 'pupil');
  return page;
}

try {
  const lesson = await makeLesson(address, 28);
  await act(address, lesson.code, { do: 'open' });
  const pupil = await takePupil(lesson.cards.get(14) ?? '');
  await pupil.getByRole('button', { name: '舉手' }).click();
  for (const seat of [3, 7, 21]) {
    const page = await open();
    await page.goto(address);
    await begin(page, lesson.cards.get(seat) ?? '');
    if (seat === 21) continue;
    await seeAll(page);
    await page.getByRole('button', { name: '交卷', exact: true }).click();
    await page.getByRole('button', { name: '確定交卷' }).click();
    await page.getByTestId('sent').getByText('已交卷並上傳').waitFor();
  }
  const board = await open();
  await signIn(board, '/teacher/', /林望舒/);
  await board.goto(`${address}/teacher/#/board/${lesson.code}`);
  await board.getByText('舉手').first().waitFor();
  await take(board, 'board');

  const city = await open();
  await signIn(city, '/office/', /教育處/);
  await city.getByRole('link', { name: '全市' }).click();
  await city.getByRole('heading', { name: /平均得分率/ }).waitFor();
  await take(city, 'city');
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(state, { recursive: true, force: true });
}
for (const name of ['pupil', 'board', 'city'])
  console.log(`${name}.png: ${readFileSync(resolve(out, `${name}.png`)).length} bytes`);
