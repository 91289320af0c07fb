import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { type Entry, getEntry, listPlaces } from '../../items/bank.ts';
import type { Locale } from '../../scoring/wire/text.ts';
import { BROWSER_ARGUMENTS, findBrowser } from './chromium.ts';

/**
 * `npm run items -- shots [id …]`: each item in both languages, light and dark, on a Chromebook's
 * screen, as pictures and as one contact sheet, HTML and PNG, in dist/shots-items.
 */
const root = resolve(import.meta.dirname, '../..');
const out = resolve(root, 'dist/shots-items');
const port = 8897;
const SCREEN = { width: 1366, height: 768 };
/** The four looks of an item, in the order of the sheet. */
const LOOKS = [
  { locale: 'zh-TW', theme: 'light', name: 'zh-light' },
  { locale: 'en', theme: 'light', name: 'en-light' },
  { locale: 'zh-TW', theme: 'dark', name: 'zh-dark' },
  { locale: 'en', theme: 'dark', name: 'en-dark' },
] as const satisfies readonly { locale: Locale; theme: string; name: string }[];
type Look = (typeof LOOKS)[number];
/** Rows of the sheet on one picture of it, and how wide that is. */
const ROWS = 4;
const SHEET_WIDTH = 2000;

interface Shot {
  id: string;
  title: string;
  files: string[];
}

async function serve() {
  const command = [resolve(root, 'items/cli.ts'), 'preview', '--port', String(port)];
  const server = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ready, failed) => {
    server.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('/preview/')) ready();
    });
    server.once('exit', () => {
      failed(new Error('the preview did not begin'));
    });
  });
  return server;
}

/** The page follows its address; waits for the item, its blocks and whatever still moves. */
async function draw(page: Page, id: string, { locale, theme, name }: Look): Promise<string> {
  await page.goto(`http://localhost:${port}/preview/#/stage/${id}/${locale}/${theme}`);
  await page.locator(`[data-item="${id}"]`).waitFor({ timeout: 60_000 });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.waitForFunction(
    ([lang, look]) =>
      document.documentElement.lang === lang && document.documentElement.dataset['theme'] === look,
    [locale === 'en' ? 'en' : 'zh-Hant-TW', theme],
  );
  await page.evaluate(async () => {
    // The title has the focus, and its ring is no part of the item.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
  const file = `${id}-${name}.png`;
  await page.screenshot({ path: resolve(out, file), animations: 'disabled' });
  return file;
}

function writeSheet(shots: Shot[]): string {
  const row = ({ id, title, files }: Shot) => `
    <section>
      <h2>${escape(title)} <code>${id}</code></h2>
      ${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" /></a>`).join('')}
    </section>`;
  return `<!doctype html>
<html lang="zh-Hant-TW">
  <head>
    <meta charset="utf-8" />
    <title>題庫 · Items</title>
    <style>
      body { margin: 16px; font-family: system-ui, 'Noto Sans TC', sans-serif; background: #fff; color: #0b2a3c; }
      section { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px 8px; padding: 8px 0; border-top: 1px solid #d3dfe2; }
      h2 { grid-column: 1 / -1; margin: 0; font-size: 18px; }
      img { width: 100%; border: 1px solid #d3dfe2; }
    </style>
  </head>
  <body>${shots.map(row).join('')}
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** The sheet as pictures, so many rows on each. */
async function drawSheet(page: Page, shots: Shot[]): Promise<string[]> {
  await page.setViewportSize({ width: SHEET_WIDTH, height: SCREEN.height });
  const files: string[] = [];
  for (let at = 0; at < shots.length; at += ROWS) {
    const part = resolve(out, 'part.html');
    writeFileSync(part, writeSheet(shots.slice(at, at + ROWS)));
    await page.goto(`file://${part}`);
    const file = `sheet-${String(files.length + 1).padStart(2, '0')}.png`;
    await page.screenshot({ path: resolve(out, file), fullPage: true });
    files.push(file);
    rmSync(part);
  }
  return files;
}

/** What the browser found wrong on the page of an item: errors, and blocks that are not drawn. */
async function findFaults(page: Page, { item }: Entry, errors: string[]): Promise<string[]> {
  if (!('toolbox' in item)) return errors;
  const offered = await page.locator('.blocklyFlyout .blocklyDraggable').count();
  return offered < item.toolbox.length
    ? [...errors, `${offered} of ${item.toolbox.length} blocks on offer are drawn`]
    : errors;
}

const asked = process.argv.slice(2);
const ids = asked.length > 0 ? asked : listPlaces().map(({ id }) => id);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const server = await serve();
const browser = await chromium.launch({ ...(await findBrowser()), args: BROWSER_ARGUMENTS });
try {
  const page = await browser.newPage({ viewport: SCREEN, reducedMotion: 'reduce' });
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const shots: Shot[] = [];
  for (const id of ids) {
    errors.length = 0;
    const entry = getEntry(id);
    const files: string[] = [];
    for (const look of LOOKS) files.push(await draw(page, id, look));
    const { title } = entry.item;
    shots.push({ id, title: `${title['zh-TW']} · ${title.en}`, files });
    const faults = await findFaults(page, entry, errors);
    if (faults.length > 0) process.exitCode = 1;
    console.log(faults.length > 0 ? `✗ ${id}: ${faults.join('; ')}` : `✓ ${id}`);
  }
  writeFileSync(resolve(out, 'index.html'), writeSheet(shots));
  const sheets = await drawSheet(page, shots);
  console.log(`dist/shots-items/index.html, ${sheets.join(', ')}`);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
}
