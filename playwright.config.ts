import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './test/browser/chromium.ts';

const port = 8899;
const browser = await findBrowser();

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.e2e.ts',
  outputDir: 'dist/test/browser',
  workers: 1,
  retries: 0,
  timeout: 90_000,
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'zh-TW',
    timezoneId: 'Asia/Taipei',
    screenshot: 'only-on-failure',
    viewport: { width: 1366, height: 768 },
    launchOptions: { ...browser, args: BROWSER_ARGUMENTS },
  },
  webServer: {
    command: `${process.execPath} worker/local/start.ts`,
    env: { STATE: 'dist/test/state', PORT: String(port), PUPILS: '600' },
    url: `http://localhost:${port}/api/health`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 120_000,
  },
});
