import { type FrameLocator, type Locator, type Page, expect } from '@playwright/test';
import type { BlockType } from '../../scoring/wire/block.ts';

/** Where a task is: a page, or the author's frame. */
type Ground = Page | FrameLocator;

const SHELF = '.blocklyFlyout:not(.blocklyTrashcanFlyout)';

/** The type stands first among a block's classes; its colour further on may have the same name. */
const typed = (type: BlockType) => `.blocklyBlock[class^='${type} ']`;

/** A block of the toolbox; `says` tells those of one type apart. */
export function offer(ground: Ground, type: BlockType, says = ''): Locator {
  return ground.locator(`${SHELF} ${typed(type)}`, { hasText: says }).first();
}

/** The blocks of a type on the desk, an outer one before those in and below it. */
export function onDesk(ground: Ground, type: BlockType): Locator {
  return ground.locator(`.blocklySvg ${typed(type)}`);
}

/** The line that says how many blocks are used. */
export function counted(ground: Ground): Locator {
  return ground.getByTestId('blocks');
}

async function readCount(ground: Ground): Promise<number> {
  return Number(/\d+/.exec(await counted(ground).innerText())?.[0]);
}

/** Taps a block of the toolbox: it goes to the block tapped last. Waits until it lies there. */
export async function take(ground: Ground, type: BlockType, says = ''): Promise<void> {
  const before = await readCount(ground);
  const block = offer(ground, type, says);
  await bringUp(ground, block);
  await block.click({ position: { x: 8, y: 20 } });
  await expect(counted(ground)).toContainText(` ${before + 1} `);
}

/** A long toolbox is rolled until the block can be touched. */
async function bringUp(ground: Ground, block: Locator): Promise<void> {
  const shelf = ground.locator(SHELF);
  const [inner, outer] = [await boxOf(block), await boxOf(shelf)];
  const below = inner.y + inner.height - (outer.y + outer.height);
  if (below <= 0 && inner.y >= outer.y) return;
  await shelf.hover();
  await block.page().mouse.wheel(0, below > 0 ? below + 20 : inner.y - outer.y - 20);
  await expect
    .poll(async () => {
      const { y, height } = await boxOf(block);
      return y >= outer.y && y + height <= outer.y + outer.height;
    })
    .toBe(true);
}

/** Taps a block on the desk: the next one that is taken goes there. */
export async function tap(block: Locator): Promise<void> {
  await block.click({ position: { x: 16, y: 20 } });
}

/** Types a number over the block's own. */
export async function typeNumber(ground: Ground, block: Locator, value: number): Promise<void> {
  const own = '> .blocklyNumberField, > .blocklyShadow > .blocklyNumberField';
  await block.locator(own).first().click();
  const input = ground.locator('.blocklyHtmlInput');
  await input.fill(String(value));
  await input.press('Enter');
  await expect(input).toHaveCount(0);
}

/** Picks another option of the block's menu. */
export async function pick(ground: Ground, block: Locator, option: string): Promise<void> {
  await block.locator('> .blocklyDropdownField').click();
  await ground.locator('.blocklyDropDownDiv').getByRole('option', { name: option }).click();
}

/** Throws a block, and what hangs below it, into the trash. */
export async function throwAway(page: Page, block: Locator): Promise<void> {
  const from = await boxOf(block);
  const to = await boxOf(page.locator('.blocklyTrash'));
  await page.mouse.move(from.x + 16, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x - 40, to.y - 40, { steps: 8 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}
