import type { Page } from '@playwright/test';
import { allowFilling, sent } from './full-device.ts';
import { act, append, begin, expect, makeLesson, test } from './harbour.ts';

/** Away from the app, whose worker holds the file; `cut` gets its bytes and says what is left of them. */
async function damage(page: Page, kind: 'measure' | 'torn' | 'flipped', intact = 0) {
  await page.goto('/icon.svg');
  return page.evaluate(
    async ([what, length]) => {
      const disk = await navigator.storage.getDirectory();
      const root = await disk.getDirectoryHandle('journal');
      for await (const folder of root.values()) {
        if (folder.kind !== 'directory') continue;
        const handle = await folder.getFileHandle('1');
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        if (what === 'measure') return bytes.length;
        const left = what === 'torn' ? bytes.subarray(0, length + 5) : bytes;
        if (what === 'flipped') left[length + 60] = (left[length + 60] ?? 0) ^ 1;
        const file = await handle.createWritable();
        await file.write(left);
        await file.close();
      }
      return 0;
    },
    [kind, intact] as const,
  );
}

/** A change leaves within five seconds. */
for (const kind of ['torn', 'flipped'] as const) {
  test(`answers that the school has survive a log that is ${kind} on the device`, async ({
    page,
    address,
  }) => {
    const { code, cards } = await makeLesson(address);
    await act(address, code, { do: 'open' });
    await page.goto('/');
    await begin(page, cards.get(1) ?? '');
    await append(page, '往前一格');
    await sent(page);
    const intact = await damage(page, 'measure');
    await page.goto('/');
    await expect(page.getByText('已用 1 個積木')).toBeVisible();
    await append(page, '左轉');
    await append(page, '往前一格');
    await sent(page);
    await damage(page, kind, intact);
    await page.goto('/');
    await expect(page.getByText('已用 3 個積木')).toBeVisible();
    await append(page, '左轉');
    await sent(page);
    await page.reload();
    await expect(page.getByText('已用 4 個積木')).toBeVisible();
  });
}

test('answers that only the school could take survive a reload', async ({ page, address }) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await allowFilling(page);
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await sent(page);
  await page.evaluate(() => {
    sessionStorage.setItem('full', 'yes');
  });
  await append(page, '左轉');
  await append(page, '往前一格');
  await sent(page);
  await page.evaluate(() => {
    sessionStorage.removeItem('full');
  });
  await page.reload();
  await expect(page.getByText('已用 3 個積木')).toBeVisible();
});
