import type { Page } from '@playwright/test';
import { getEntry } from '../../items/bank.ts';
import { counted, offer, onDesk, pick, take, tap, throwAway, typeNumber } from './blocks.ts';
import { act, beginAny, expect, lights, test } from './harbour.ts';
import { pressKeys, tabTo } from './keys.ts';
import { makeTrial } from './trial.ts';

const said = (page: Page) => page.getByTestId('said');
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
/** The reason of a failure, at the block that caused it. */
const note = (page: Page) => page.getByText('在這個積木：').locator('..');

/** A pupil with this one task, played fast. */
async function play(page: Page, address: string, id: string, cap?: number): Promise<void> {
  const entry = getEntry(id);
  const item = cap === undefined ? entry.item : { ...entry.item, cap };
  const { code, cards } = await makeTrial(address, [{ ...entry, item }], 1);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await beginAny(page, cards.get(1) ?? '');
  await expect(page.getByTestId('desk')).toHaveAttribute('data-ready', 'true');
  await page.getByRole('slider', { name: '速度' }).fill('3');
}

async function takeAll(page: Page, ...types: Parameters<typeof offer>[1][]): Promise<void> {
  for (const type of types) await take(page, type);
}

/** Runs to the end, which is this. */
async function run(page: Page, end: string): Promise<void> {
  await press(page, '執行');
  await expect(said(page)).toContainText(end, { timeout: 20_000 });
}

test('grid: a loop that looks ahead, in both harbours', async ({ page, address }) => {
  await play(page, address, 'quay-in-the-fog');
  await takeAll(page, 'repeat_until', 'move');
  await run(page, '這個積木還缺條件。');
  await expect(note(page)).toContainText('這個積木還缺條件。');
  await tap(onDesk(page, 'repeat_until'));
  await take(page, 'blocked_ahead');
  await expect(note(page)).toHaveCount(0);
  await tap(onDesk(page, 'repeat_until'));
  await takeAll(page, 'turn_left', 'move');
  await run(page, '船撞到碼頭了。');
  await expect(note(page)).toContainText('船撞到碼頭了。');
  await press(page, '復原');
  await press(page, '復原');
  await expect(counted(page)).toHaveText('已用 3 個積木');
  await tap(onDesk(page, 'repeat_until'));
  await takeAll(page, 'turn_right', 'repeat_until', 'at_lighthouse', 'move');

  const cases = page.getByRole('group', { name: '港口' });
  await run(page, '港口 1成功了！再試試港口 2。');
  await expect(cases).toContainText('2 個中成功 1 個');
  await cases.getByRole('button', { name: '港口 2' }).click();
  await run(page, '成功了！任務完成。');
  await expect(cases).toContainText('2 個中成功 2 個');
  await expect(cases.getByRole('button', { name: '港口 1，已成功' })).toBeVisible();

  // Another program has solved none.
  await take(page, 'move');
  await expect(cases).toContainText('2 個中成功 0 個');
});

test('pen: numbers are typed until the star is drawn', async ({ page, address }) => {
  await play(page, address, 'starfish-wake');
  await takeAll(page, 'repeat', 'forward');
  await typeNumber(page, onDesk(page, 'forward'), 9);
  await run(page, '船開出海圖了。');
  await expect(note(page)).toContainText('船開出海圖了。');
  await typeNumber(page, onDesk(page, 'forward'), 4);
  await tap(onDesk(page, 'forward'));
  await take(page, 'right_by');
  await typeNumber(page, onDesk(page, 'right_by'), 144);
  await run(page, '畫出來的圖和要畫的不一樣。');
  await typeNumber(page, onDesk(page, 'repeat'), 5);
  await run(page, '成功了！任務完成。');
  await expect(counted(page)).toHaveText('已用 3 個積木');
});

test('crane: what cannot be done is said, then the cake comes out', async ({ page, address }) => {
  await play(page, address, 'move-the-top');
  await takeAll(page, 'put');
  await run(page, '吊車沒有吊貨櫃，沒有東西可以放。');
  await expect(note(page)).toContainText('吊車沒有吊貨櫃');
  await press(page, '清除全部積木');
  await expect(counted(page)).toHaveText('已用 0 個積木');
  await takeAll(page, 'take', 'crane_right', 'crane_right', 'put');
  await run(page, '貨櫃的排法和要的不一樣。');
  await takeAll(page, 'crane_left', 'crane_left', 'take', 'crane_right', 'put');
  await run(page, '成功了！任務完成。');
});

test('crane: a variable is compared, set, and seen to change', async ({ page, address }) => {
  await play(page, address, 'heaviest-box');
  await expect(page.getByRole('definition')).toHaveText('0');
  await takeAll(page, 'repeat_until', 'last_stack', 'if', 'compare', 'top_weight', 'variable');
  await takeAll(page, 'set', 'top_weight');
  await tap(onDesk(page, 'if'));
  await take(page, 'crane_right');
  await run(page, '變數最後的數字不對。');
  await pick(page, onDesk(page, 'compare'), '>');
  await run(page, '成功了！任務完成。');
  await expect(page.getByRole('definition')).toHaveText('8');
});

test('beacon: the night goes by until the lamp obeys the fog', async ({ page, address }) => {
  await play(page, address, 'fog-lamp');
  await takeAll(page, 'repeat_until', 'night_over', 'if_else', 'fog_now', 'lamp_on');
  await tap(onDesk(page, 'if_else'));
  await take(page, 'lamp_off');
  await tap(onDesk(page, 'if_else'));
  await take(page, 'wait');
  await typeNumber(page, onDesk(page, 'wait'), 99);
  await run(page, '天亮了，這個動作來不及做完。');
  await expect(note(page)).toContainText('天亮了');
  await typeNumber(page, onDesk(page, 'wait'), 1);
  await run(page, '成功了！任務完成。');
});

test('beacon: a function with two parameters is defined for three nights', async ({
  page,
  address,
}) => {
  await play(page, address, 'two-part-call');
  await tap(onDesk(page, 'define_2'));
  await take(page, 'repeat_number');
  await take(page, 'parameter', '長光數');
  await take(page, 'flash_long');
  await tap(onDesk(page, 'repeat_number'));
  await take(page, 'repeat_number');
  await take(page, 'parameter', '短光數');
  await take(page, 'flash_short');
  await tap(onDesk(page, 'repeat_number').nth(1));
  await take(page, 'wait');
  const nights = page.getByRole('group', { name: '夜晚' });
  await run(page, '燈光和要的不一樣。');
  await typeNumber(page, onDesk(page, 'wait'), 2);
  for (const night of [1, 2, 3]) {
    await nights.getByRole('button', { name: `夜晚 ${night}` }).click();
    await run(page, '成功了！');
    await expect(nights).toContainText(`3 個中成功 ${night} 個`);
  }
});

test('beacon: events wake their scripts', async ({ page, address }) => {
  await play(page, address, 'answer-the-horn');
  await tap(onDesk(page, 'when').filter({ hasText: '鐘聲' }));
  await take(page, 'flash_short');
  await run(page, '燈光和要的不一樣。');
  await tap(onDesk(page, 'flash_short'));
  await take(page, 'flash_short');
  await tap(onDesk(page, 'when').filter({ hasText: '霧笛' }));
  await take(page, 'flash_long');
  await run(page, '成功了！任務完成。');
});

test('a run is stepped, stopped, gone on with and taken back', async ({ page, address }) => {
  await play(page, address, 'every-second-square');
  await takeAll(page, 'repeat', 'turn_left');
  await typeNumber(page, onDesk(page, 'repeat'), 30);
  const lit = page.locator('.blocklyHighlighted');
  await press(page, '走一步');
  await expect(said(page)).toContainText('第 1 步：重複');
  await press(page, '走一步');
  await expect(said(page)).toContainText('第 2 步：左轉，船頭朝北');
  await expect(lit).toHaveCount(1);
  await press(page, '回到起點');
  await expect(said(page)).toHaveText('');
  await expect(lit).toHaveCount(0);

  // Slow enough to be caught on its way.
  const pace = page.getByRole('slider', { name: '速度' });
  await pace.fill('0');
  await press(page, '執行');
  await press(page, '停下來');
  await expect(said(page)).toContainText('步：');
  await expect(page.getByRole('button', { name: '走一步' })).toBeEnabled();
  await pace.fill('3');
  await run(page, '程式做完了，可是任務還沒完成');
});

test('a block is undone, redone, thrown away and fetched back; a cap is a cap', async ({
  page,
  address,
}) => {
  await play(page, address, 'first-clean-up', 3);
  const used = (n: number) => expect(counted(page)).toHaveText(`已用 ${n} 個積木，最多 3 個`);
  await takeAll(page, 'move', 'turn_left', 'move');
  await used(3);
  await expect(offer(page, 'move')).toHaveClass(/blocklyDisabled/);
  await offer(page, 'move').click({ position: { x: 8, y: 20 } });
  await used(3);
  await press(page, '復原');
  await used(2);
  await expect(offer(page, 'move')).not.toHaveClass(/blocklyDisabled/);
  await press(page, '重做');
  await used(3);

  await throwAway(page, onDesk(page, 'turn_left'));
  await used(1);
  await press(page, '打開垃圾桶');
  await page.locator('.blocklyTrashcanFlyout .turn_left').click({ position: { x: 8, y: 20 } });
  await used(3);
  await expect(onDesk(page, 'turn_left')).toHaveCount(1);

  await page.reload();
  await used(3);
  await expect(lights(page)).toHaveCount(1);
});

test('a whole task by keys alone', async ({ page, address }) => {
  await play(page, address, 'practice-first-light');
  await tabTo(page, page.locator('.blocklySvg .blocklyWorkspaceSelectionRing'));
  await pressKeys(page, 'ArrowDown', 't', 'Enter', 'Enter');
  await expect(counted(page)).toHaveText('已用 1 個積木');
  await pressKeys(page, 't', 'ArrowDown', 'Enter', 'Enter');
  await expect(counted(page)).toHaveText('已用 2 個積木');
  await pressKeys(page, 't', 'ArrowUp', 'Enter', 'Enter');
  await expect(counted(page)).toHaveText('已用 3 個積木');
  await pressKeys(page, 'Delete');
  await expect(counted(page)).toHaveText('已用 2 個積木');
  await pressKeys(page, 'Control+z');
  await expect(counted(page)).toHaveText('已用 3 個積木');
  await tabTo(page, page.getByRole('button', { name: '執行' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('成功了！任務完成。', { timeout: 20_000 });
});

test('the help on keys leads to the program', async ({ page, address }) => {
  await play(page, address, 'practice-first-light');
  await page.getByRole('button', { name: '鍵盤操作' }).press('Enter');
  await page.getByRole('button', { name: '知道了' }).press('Enter');
  await expect(page.locator('.blocklyBlockCanvas :focus')).toHaveCount(1);
  await pressKeys(page, 't', 'Enter', 'Enter');
  await expect(counted(page)).toHaveText('已用 1 個積木');
});

test.describe('by finger', () => {
  test.use({ hasTouch: true, viewport: { width: 1180, height: 820 } });

  test('a whole task', async ({ page, address }) => {
    await play(page, address, 'practice-first-light');
    for (const [type, used] of [
      ['flash_short', 1],
      ['flash_long', 2],
      ['flash_short', 3],
    ] as const) {
      await offer(page, type).tap({ position: { x: 8, y: 20 } });
      await expect(counted(page)).toHaveText(`已用 ${used} 個積木`);
    }
    await page.getByRole('button', { name: '執行' }).tap();
    await expect(said(page)).toContainText('成功了！任務完成。', { timeout: 20_000 });
  });
});
