import { makeCard } from '../../scoring/journal/card.ts';
import {
  FORM,
  act,
  append,
  begin,
  enter,
  expect,
  light,
  lights,
  makeLesson,
  saved,
  seeAll,
  test,
} from './harbour.ts';

const count = (n: number) => `已用 ${n} 個積木`;

test('a pupil takes the whole test', async ({ page, address }) => {
  const { code, cards } = await makeLesson(address);
  await page.goto('/');
  await enter(page, cards.get(2) ?? '');

  // Practice while the teacher has not begun.
  await expect(page.getByTestId('waiting')).toContainText('老師還沒開始測驗');
  await append(page, '往前一格');
  await page.getByRole('button', { name: '執行' }).click();
  await expect(page.getByTestId('guide')).toHaveAttribute('data-done', '2');
  await append(page, '往前一格');
  await expect(page.getByText(count(2))).toBeVisible();
  await page.getByRole('button', { name: '復原' }).click();
  await act(address, code, { do: 'open' });
  await page.getByRole('button', { name: '開始測驗' }).click();

  // Item 1: fails with a reason, is mended, and succeeds.
  await expect(page.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
  await append(page, '收垃圾');
  await page.getByRole('button', { name: '執行' }).click();
  await expect(page.getByTestId('said')).toContainText('這一格沒有垃圾可以收');
  await page.getByRole('button', { name: '清除全部積木' }).click();
  await expect(page.getByText(count(0))).toBeVisible();
  await page.getByRole('button', { name: '復原' }).click();
  await expect(page.getByText(count(1))).toBeVisible();
  await page.getByRole('button', { name: '清除全部積木' }).click();
  await expect(page.getByText(count(0))).toBeVisible();
  const way = ['往前一格', '往前一格', '往前一格', '收垃圾', '左轉', '往前一格', '往前一格'];
  for (const name of way) await append(page, name);
  await expect(page.getByText(count(7))).toBeVisible();
  await page.getByRole('button', { name: '走一步' }).click();
  await expect(page.getByTestId('said')).toContainText('第 1 步');
  await page.getByRole('button', { name: '回到起點' }).click();
  await page.getByRole('button', { name: '執行' }).click();
  await expect(page.getByTestId('said')).toContainText('成功', { timeout: 20_000 });

  // A trace and a choice; a flag; back and forth.
  await page.getByRole('button', { name: '標記這題' }).click();
  await light(page, 'turn-after-turn').click();
  await expect(page.getByRole('heading', { name: '轉彎再轉彎' })).toBeVisible();
  await page.getByRole('radio').nth(7).click();
  await light(page, 'left-behind').click();
  await page.getByRole('radio', { name: /只有船出發的那格有垃圾/ }).check();
  await page.getByRole('button', { name: '上一題' }).click();
  await page.getByRole('button', { name: '下一題' }).click();
  await expect(page.getByRole('heading', { name: '誰被漏掉了' })).toBeVisible();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
  await light(page, 'turn-after-turn').click();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);

  // The list before handing in says what is open and what is flagged.
  await seeAll(page);
  await expect(page.getByText(`還有 ${FORM.length - 3} 題沒作答。`)).toBeVisible();
  await expect(page.getByText('標記了 1 題。')).toBeVisible();
  await page.getByRole('button', { name: '交卷', exact: true }).click();
  await page.getByRole('button', { name: '確定交卷' }).click();
  await expect(page.getByTestId('sent')).toContainText('已交卷並上傳');
  await page.getByRole('button', { name: '換下一位同學' }).click();
  await expect(page.getByRole('textbox')).toBeVisible();
});

test('offline after the first item, reloaded, handed in, and sent once the network is back', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await expect(saved(page)).toHaveAttribute('data-level', 'school', { timeout: 15_000 });

  await context.setOffline(true);
  await append(page, '左轉');
  await expect(page.getByText(count(2))).toBeVisible();
  await expect(saved(page)).toHaveAttribute('data-level', 'device');
  await page.getByRole('button', { name: '下一題' }).click();
  await expect(page.getByRole('heading', { name: '海上的城牆' })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: '海上的城牆' })).toBeVisible();
  await lights(page).first().click();
  await expect(page.getByText(count(2))).toBeVisible();
  await seeAll(page);
  await page.getByRole('button', { name: '交卷', exact: true }).click();
  await page.getByRole('button', { name: '確定交卷' }).click();
  await expect(page.getByTestId('sent')).toContainText('已交卷，尚未上傳');

  await context.setOffline(false);
  await expect(page.getByTestId('sent')).toContainText('已交卷並上傳', { timeout: 70_000 });
});

test('a second tab says so, and takes over when the first is closed', async ({
  page,
  context,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '往前一格');
  await expect(page.getByText(count(1))).toBeVisible();
  await expect(saved(page)).toHaveAttribute('data-unsaved', '0');

  const second = await context.newPage();
  await second.goto('/');
  await expect(second.getByRole('heading', { name: '測驗在另一個分頁裡' })).toBeVisible();
  await page.close();
  await expect(second.getByRole('heading', { name: '第一趟清潔' })).toBeVisible();
  await expect(second.getByText(count(1))).toBeVisible();
});

test('a second device goes on where the first one was', async ({ page, browser, address }) => {
  const { code, cards } = await makeLesson(address);
  const card = cards.get(3) ?? '';
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, card);
  await append(page, '往前一格');
  await page.getByRole('button', { name: '下一題' }).click();
  await expect(saved(page)).toHaveAttribute('data-level', 'school', { timeout: 15_000 });

  const other = await (await browser.newContext({ locale: 'zh-TW' })).newPage();
  await other.goto(`${address}/#card=${card}`);
  await expect(other.getByText('這張卡已經開始作答')).toBeVisible();
  expect(other.url()).not.toContain('card');
  await other.getByRole('button', { name: '這是我' }).click();
  await expect(other.getByRole('heading', { name: '海上的城牆' })).toBeVisible();
  await lights(other).first().click();
  await expect(other.getByText(count(1))).toBeVisible();
  await other.context().close();
});

test('one pupil after the other on the same device', async ({ page, address }) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  await append(page, '左轉');
  await seeAll(page);
  await page.getByRole('button', { name: '交卷', exact: true }).click();
  await page.getByRole('button', { name: '確定交卷' }).click();
  await page.getByRole('button', { name: '換下一位同學' }).click();
  await begin(page, cards.get(2) ?? '');
  await expect(page.getByText('2 號')).toBeVisible();
  await expect(page.getByText(count(0))).toBeVisible();
});

test.describe('a card', () => {
  test('with a slip of the finger is told on the device', async ({ page, address }) => {
    const { cards } = await makeLesson(address);
    const card = cards.get(1) ?? '';
    const wrong = card.startsWith('9') ? `8${card.slice(1)}` : `9${card.slice(1)}`;
    await page.goto('/');
    for (const [text, says] of [
      ['', '先輸入登入卡上的代碼'],
      [card.slice(0, 9), '代碼是 12 個字'],
      [wrong, '有一個字打錯了'],
    ] as const) {
      await page.getByRole('textbox').fill(text);
      await page.getByRole('button', { name: '下一步' }).click();
      await expect(page.getByText(says)).toBeVisible();
    }
  });

  test('that nobody was given is not found', async ({ page, address }) => {
    const { code } = await makeLesson(address);
    // Well formed, of this sitting and of a seat in it: only the PIN is nobody's.
    const card = makeCard({ sitting: code, seat: 1, pin: 0 });
    await page.goto('/');
    await page.getByRole('textbox').fill(card);
    await page.getByRole('button', { name: '下一步' }).click();
    await expect(page.getByText('找不到這張登入卡')).toBeVisible();
    await expect(page.getByText('打錯')).toHaveCount(0);
  });
});

test('the keyboard lands at each new task, and returns from under a cover', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await begin(page, cards.get(1) ?? '');
  const heading = (name: string) => page.getByRole('heading', { name });
  await expect(heading('第一趟清潔')).toBeFocused();
  await page.getByRole('button', { name: '下一題' }).press('Enter');
  await expect(heading('海上的城牆')).toBeFocused();
  await lights(page).last().press('Enter');
  await expect(page.getByTestId('item')).toBeFocused();
  await page.getByRole('button', { name: '看看全部' }).press('Enter');
  await expect(heading('交卷前看一看')).toBeFocused();
  await page.getByRole('button', { name: '交卷', exact: true }).press('Enter');
  await page.getByRole('button', { name: '還不要' }).press('Enter');
  await expect(page.getByRole('button', { name: '交卷', exact: true })).toBeFocused();

  await act(address, code, { do: 'pause' });
  await page.getByRole('button', { name: '舉手' }).press('Enter');
  await expect(heading('老師暫停了測驗')).toBeFocused();
  await act(address, code, { do: 'resume' });
  await expect(page.getByRole('button', { name: '手舉著' })).toBeFocused({ timeout: 15_000 });
});

test.describe('with no worker between', () => {
  test.use({ serviceWorkers: 'block' });

  test("a language whose blocks' words did not come can be asked for again", async ({
    page,
    address,
  }) => {
    const { cards } = await makeLesson(address);
    await page.goto('/');
    await enter(page, cards.get(1) ?? '');
    const blocks = page.locator('.blocklyFlyout .blocklyDraggable');
    await expect(blocks.first()).toContainText('往前一格');
    await page.route('**/words-en-*', (route) => route.abort());
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByText('The blocks are not loaded yet.')).toBeVisible();
    await page.unroute('**/words-en-*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(blocks.first()).toContainText('move forward');
  });
});
