import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './chromium.ts';
import { act, append, begin, expect, makeLesson, saved, test } from './harbour.ts';

/** A whole browser of our own, which can be killed as a power button would. */
async function launch(profile: string): Promise<{ child: ChildProcess; page: Page }> {
  const { executablePath, env } = await findBrowser();
  const child = spawn(
    executablePath,
    [
      '--headless',
      ...BROWSER_ARGUMENTS,
      '--lang=zh-TW',
      '--window-size=1366,768',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { detached: true, env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const endpoint = await new Promise<string>((resolve) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /ws:\/\/\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  if (!context) throw new Error('no context');
  return { child, page: await context.newPage() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) throw new Error('no process');
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}

test.describe('a killed browser', () => {
  for (const wiped of [false, true]) {
    const title = wiped ? 'that then loses its whole IndexedDB' : 'opened again';
    test(`${title} has every saved change`, async ({ address }) => {
      const { code, cards } = await makeLesson(address);
      await act(address, code, { do: 'open' });
      const profile = mkdtempSync(join(tmpdir(), 'harbour-'));
      const first = await launch(profile);
      await first.page.goto(address);
      await begin(first.page, cards.get(1) ?? '');
      for (const name of ['往前一格', '左轉', '往前一格']) await append(first.page, name);
      await expect(first.page.getByText('已用 3 個積木')).toBeVisible();
      await expect(saved(first.page)).toHaveAttribute('data-unsaved', '0');
      await kill(first.child);

      if (wiped) {
        const stores = join(profile, 'Default', 'IndexedDB');
        expect(readdirSync(stores).length).toBeGreaterThan(0);
        rmSync(stores, { recursive: true });
      }
      const second = await launch(profile);
      await second.page.goto(address);
      await expect(second.page.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
      await expect(second.page.getByText('已用 3 個積木')).toBeVisible();
      await kill(second.child);
      rmSync(profile, { recursive: true, force: true });
    });
  }
});
