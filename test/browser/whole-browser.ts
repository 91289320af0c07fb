import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './chromium.ts';

/** A whole browser of our own, which can be killed as a power button would. */
export async function launch(profile: string): Promise<{ child: ChildProcess; page: Page }> {
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

/** Ends it with no time for a last word. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) throw new Error('no process');
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await exited;
}
