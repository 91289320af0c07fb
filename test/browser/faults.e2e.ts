import { act, append, begin, enter, expect, makeLesson, practise, saved, test } from './harbour.ts';

test('a package that arrives corrupt, or lies corrupt in the cache, is fetched again', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  let spoilt = 0;
  await page.route('**/packages/*', async (route) => {
    spoilt += 1;
    if (spoilt > 1) await route.continue();
    else await route.fulfill({ body: 'half a package' });
  });
  await page.goto('/');
  await enter(page, cards.get(1) ?? '');
  await expect.poll(() => spoilt, { timeout: 30_000 }).toBe(2);
  await page.unroute('**/packages/*');

  const kept = () =>
    page.evaluate(async () => {
      const shelf = await caches.open('sealed-packages');
      const [request] = await shelf.keys();
      if (!request) return 0;
      await shelf.put(request, new Response('rotten'));
      return 1;
    });
  await expect.poll(kept).toBe(1);
  await page.reload();
  await act(address, code, { do: 'open' });
  await practise(page);
  await page.getByRole('button', { name: '開始測驗' }).click({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
});

test('without IndexedDB the log file carries on, and the page says so', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await expect(page.getByText('瀏覽器的資料庫不能用')).toBeVisible();
  await expect(saved(page)).toHaveAttribute('data-level', /device|school/);
  await page.reload();
  await expect(page.getByText('已用 1 個積木')).toBeVisible();
});

test.describe('a journal worker that never comes up', () => {
  // The service worker would bring the page a sound one at the next try.
  test.use({ serviceWorkers: 'block' });

  test('without a file system the index carries on, and the page says so', async ({
    page,
    address,
  }) => {
    const { code, cards } = await makeLesson(address);
    await act(address, code, { do: 'open' });
    // The journal's worker asks for the folder: it is told there is none.
    await page.route('**/assets/journal-worker-*.js', async (route) => {
      const response = await route.fetch();
      const spoil = "navigator.storage.getDirectory = () => Promise.reject(new Error('none'));\n";
      await route.fulfill({ response, body: spoil + (await response.text()) });
    });
    await page.goto('/');
    await begin(page, cards.get(1) ?? '');
    await append(page, '往前一格');
    await expect(page.getByText('這台裝置的檔案空間不能用')).toBeVisible();
    await expect(saved(page)).toHaveAttribute('data-level', /device|school/);
    await page.reload();
    await expect(page.getByText('已用 1 個積木')).toBeVisible();
  });

  test('with nowhere to keep anything the page does not pretend', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', { value: undefined });
    });
    await page.route('**/assets/journal-worker-*.js', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByRole('heading', { name: '這台裝置無法儲存作答' })).toBeVisible();
  });
});

test('where localStorage is forbidden only the choice of a language is forgotten', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/');
  await expect(page.getByRole('textbox')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Next' })).toBeVisible();
});

/** A browser's quota reaches the file store, and now and then the other store with it. */
const FULL = /這台裝置的檔案空間不能用|這台裝置現在存不進去/;

test('a full disk is said, and what is kept less well goes to the school at once', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: address, quotaSize: 1 });
  await append(page, '往前一格');
  await expect(page.getByText(FULL)).toBeVisible();
  await expect(saved(page)).toHaveAttribute('data-level', 'school');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: address });
  await append(page, '左轉');
  await expect(saved(page)).toHaveAttribute('data-level', 'school');
  await page.reload();
  await expect(page.getByText('已用 2 個積木')).toBeVisible();
  await expect(page.getByText(FULL)).toBeHidden();
});

for (const [what, answer] of [
  ['a server that fails', { status: 500, body: 'oops' }],
  ['a captive portal', { status: 200, contentType: 'text/html', body: '<h1>Log in</h1>' }],
] as const) {
  test(`${what} takes nothing away: kept here, sent once it answers`, async ({
    page,
    address,
    faults,
  }) => {
    const { code, cards } = await makeLesson(address);
    await act(address, code, { do: 'open' });
    await page.goto('/');
    await begin(page, cards.get(1) ?? '');
    await page.route('**/batches', (route) => route.fulfill(answer));
    await append(page, '往前一格');
    await page.getByRole('button', { name: '下一題' }).click();
    await expect(page.getByText('連線中斷')).toBeVisible();
    await expect(saved(page)).toHaveAttribute('data-level', 'device');
    await page.unroute('**/batches');
    await expect(saved(page)).toHaveAttribute('data-level', 'school', { timeout: 70_000 });
    // The browser itself notes each answer of 500; that is the fault of this test's server.
    expect(faults.filter((fault) => !fault.includes('status of 500'))).toEqual([]);
    faults.length = 0;
  });
}
