import type { Locator, Page } from '@playwright/test';
import * as v from 'valibot';
import { getEntry } from '../../items/bank.ts';
import { Package } from '../../scoring/wire/form.ts';
import { audit, auditColours } from './audit.ts';
import { act, beginAny, expect, lights, saved, test } from './harbour.ts';
import { pressKeys, tabTo } from './keys.ts';
import { makeTrial } from './trial.ts';

/** What is done to a task by hand and by keys, and what then stands there. */
interface Task {
  item: string;
  byMouse: (answer: Locator, page: Page) => Promise<void>;
  byKeys: (answer: Locator, page: Page) => Promise<void>;
  mouse: string[];
  keys: string[];
}

const check = (answer: Locator, name: string) => answer.getByRole('checkbox', { name });

/** From the middle of one to the middle of the other. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()];
  if (!a || !b) throw new Error('not on the page');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 6 });
  await page.mouse.up();
}

const TASKS: Task[] = [
  {
    item: 'signals-of-the-night',
    byMouse: async (answer) => {
      for (const place of [1, 5, 0, 0]) await answer.getByRole('checkbox').nth(place).click();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('checkbox').nth(1));
      await pressKeys(page, 'Space', 'Tab', 'Space');
    },
    mouse: ['b', 'f'],
    keys: ['b', 'c'],
  },
  {
    item: 'shuffled-photos',
    byMouse: async (answer, page) => {
      const strips = answer.getByRole('listitem');
      await drag(page, strips.first(), strips.nth(2));
      await answer.getByRole('button', { name: '往上移：照片戊' }).click();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('button', { name: '往下移：照片甲' }));
      await pressKeys(page, 'ArrowDown', 'Enter');
    },
    mouse: ['照片乙', '照片丙', '照片甲', '照片戊', '照片丁'],
    keys: ['照片乙', '照片丙', '照片甲', '照片丁', '照片戊'],
  },
  {
    item: 'back-in-port',
    byMouse: async (answer, page) => {
      await answer.getByRole('button', { name: /^1：/ }).click();
      await answer.getByRole('button', { name: /^B：/ }).click();
      const card = (name: RegExp) => answer.getByRole('button', { name });
      await drag(page, card(/^2：/), card(/^C：/));
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('button', { name: /^2：/ }));
      await page.keyboard.press('Enter');
      await tabTo(page, answer.getByRole('button', { name: /^A：/ }));
      await page.keyboard.press('Space');
    },
    mouse: ['B：拿掉 1 的線', 'C：拿掉 2 的線'],
    keys: ['A：拿掉 2 的線'],
  },
  {
    item: 'how-many-lamps',
    byMouse: async (answer) => {
      await answer.getByRole('textbox', { name: '8 艘船' }).fill('３');
      await answer.getByRole('textbox', { name: '12 艘船' }).fill('4.5');
      await expect(answer.getByText('這裡要填整數')).toBeVisible();
      await answer.getByRole('textbox', { name: '12 艘船' }).fill('-4');
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('textbox').first());
      await pressKeys(page, '1', '2', 'Tab', '5');
    },
    mouse: ['3', '−4'],
    keys: ['12', '5'],
  },
  {
    item: 'red-not-heavy',
    byMouse: async (answer) => {
      await check(answer, '紅3').click();
      await check(answer, '紅5').click();
      await check(answer, '紅3').click();
      await check(answer, '紅1').click();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('checkbox').first());
      await pressKeys(page, 'Space', 'ArrowRight', 'ArrowDown', 'Space');
    },
    mouse: ['第 1 列，第 5 行（紅5）', '第 2 列，第 4 行（紅1）'],
    keys: ['第 1 列，第 1 行（紅3）', '第 2 列，第 2 行（紅6）'],
  },
  {
    item: 'light-up-the-coast',
    byMouse: async (answer) => {
      await check(answer, '第 2 列，第 2 行和第 2 列，第 3 行之間').click();
      await check(answer, '第 4 列，第 2 行和第 5 列，第 2 行之間').click();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('checkbox').first());
      await pressKeys(page, 'ArrowRight', 'Enter');
    },
    mouse: ['第 2 列，第 2 行和第 2 列，第 3 行之間', '第 4 列，第 2 行和第 5 列，第 2 行之間'],
    keys: ['第 1 列，第 2 行和第 1 列，第 3 行（★）之間'],
  },
  {
    item: 'back-to-zero',
    byMouse: async (answer) => {
      await answer.getByRole('textbox').first().fill('7');
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('textbox').last());
      await page.keyboard.press('2');
    },
    mouse: ['7', ''],
    keys: ['', '2'],
  },
  {
    item: 'turn-after-turn',
    byMouse: async (answer) => {
      await answer.getByRole('radio', { name: '第 2 列第 3 行' }).click();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.locator('[role=radio][tabindex="0"]'));
      await pressKeys(page, 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp');
      await pressKeys(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
      await pressKeys(page, 'ArrowLeft', 'ArrowRight', 'Space');
    },
    mouse: ['第 2 列第 3 行，海面'],
    keys: ['第 1 列第 2 行，海面'],
  },
  {
    item: 'left-behind',
    byMouse: async (answer) => {
      await answer.getByRole('radio').nth(2).check();
    },
    byKeys: async (answer, page) => {
      await tabTo(page, answer.getByRole('radio').first());
      await pressKeys(page, 'Space', 'ArrowDown');
    },
    mouse: ['c'],
    keys: ['b'],
  },
];

/** What stands in the answer: marks, numbers however they were typed, strips in their order, lines. */
function read(answer: Locator): Promise<string[]> {
  return answer.evaluate((work) =>
    Array.from(
      work.querySelectorAll(
        'input[type=text], input:checked, [aria-checked=true], ol > li .body > span, .cut',
      ),
      (part) => {
        if (part instanceof HTMLInputElement) return part.value.normalize('NFKC').replace('-', '−');
        return part.getAttribute('aria-label') ?? part.textContent.trim();
      },
    ),
  );
}

async function enterTrial(page: Page, address: string, ids: string[]): Promise<void> {
  const entries = ids.map((id) => getEntry(id));
  const { code, cards } = await makeTrial(address, entries, 1);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await beginAny(page, cards.get(1) ?? '');
}

for (const [how, hand] of [
  ['mouse', 'byMouse'],
  ['keys', 'byKeys'],
] as const)
  test(`every way of answering, by ${how}: the answer lights its lamp and outlives a reload`, async ({
    page,
    address,
  }) => {
    await enterTrial(
      page,
      address,
      TASKS.map(({ item }) => item),
    );
    const answer = page.getByRole('main');
    const heading = page.getByTestId('item');
    const next = page.getByRole('button', { name: '下一題' });
    for (const [at, task] of TASKS.entries()) {
      await expect(heading).toHaveAttribute('data-item', task.item);
      await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
      await task[hand](answer, page);
      await expect.poll(() => read(answer), task.item).toEqual(task[how]);
      if (at === TASKS.length - 1) break;
      await tabTo(page, next);
      await page.keyboard.press('Enter');
      await expect(lights(page).nth(at)).toHaveAccessibleName(`第 ${at + 1} 題，已作答`);
    }
    await expect(saved(page)).toHaveAttribute('data-unsaved', '0');
    await page.reload();
    for (const [at, task] of TASKS.entries()) {
      await lights(page).nth(at).press('Enter');
      await expect(heading).toHaveAttribute('data-item', task.item);
      await expect.poll(() => read(answer), task.item).toEqual(task[how]);
    }
    await page.getByRole('button', { name: '看看全部' }).click();
    await expect(page.getByText('每一題都作答了。')).toBeVisible();
  });

test('answers of many parts are undone, redone and cleared', async ({ page, address }) => {
  await enterTrial(page, address, ['shuffled-photos', 'back-in-port', 'red-not-heavy']);
  const answer = page.getByRole('main');
  const press = (name: string) => page.getByRole('button', { name }).click();
  const first = ['照片甲', '照片乙', '照片丙', '照片丁', '照片戊'];
  await press('往下移：照片甲');
  await press('往下移：照片丙');
  await press('復原');
  await expect.poll(() => read(answer)).toEqual(['照片乙', '照片甲', ...first.slice(2)]);
  await press('重做');
  await press('回到原來的順序');
  await expect.poll(() => read(answer)).toEqual(first);

  await lights(page).nth(1).click();
  await press('1：搬魚下船');
  await press('A：第一個時段');
  await press('A：拿掉 1 的線');
  await expect.poll(() => read(answer)).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => read(answer)).toEqual(['A：拿掉 1 的線']);
  await press('全部清除');
  await expect.poll(() => read(answer)).toEqual([]);

  await lights(page).nth(2).click();
  await check(answer, '紅3').click();
  await press('全部清除');
  await expect(answer.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(answer.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await page.keyboard.press('Control+y');
  await expect(answer.getByRole('checkbox', { checked: true })).toHaveCount(0);
});

/** One of each type, and between them all four worlds. */
const EACH = [
  ...TASKS.map(({ item }) => item),
  ...['steps-on-the-water', 'fog-lamp', 'read-from-the-bottom', 'three-sails', 'stair-channel'],
];

for (const [scheme, look] of [
  ['light', audit],
  ['dark', auditColours],
] as const)
  test(`axe finds nothing on an item of any type, ${scheme}`, async ({ page, address }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: scheme });
    await enterTrial(page, address, EACH);
    for (const language of ['zh-TW', 'en']) {
      if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
      for (const [at, item] of EACH.entries()) {
        await lights(page).nth(at).click();
        await expect(page.getByTestId('item')).toHaveAttribute('data-item', item);
        await expect(page.locator('main [aria-busy=true], [data-ready=false]')).toHaveCount(0);
        await look(page, `${item}, ${language}`);
      }
    }
  });

test('what a device opens holds no key', async ({ page, address }) => {
  await page.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened });
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    crypto.subtle.decrypt = async (...given) => {
      const plain = await decrypt(...given);
      opened.push(new TextDecoder().decode(plain));
      return plain;
    };
  });
  await enterTrial(page, address, EACH);
  const [text = ''] = await page.evaluate(() => (window as unknown as { opened: string[] }).opened);
  const practice = await page.evaluate(async () => (await fetch('/practice.json')).text());
  // The shape is strict: a part too many would not be read.
  const { items } = v.parse(v.pipe(v.string(), v.parseJson(), Package), text);
  expect(items.map(({ id }) => id)).toEqual(EACH);
  for (const name of ['solutions', 'wrong', 'hidden', 'levels', 'answers', 'difficulty']) {
    expect(text).not.toContain(`"${name}"`);
    expect(practice).not.toContain(`"${name}"`);
  }
  for (const { key } of EACH.map((id) => getEntry(id)))
    for (const { name } of [...key.solutions, ...key.wrong])
      expect(text).not.toContain(JSON.stringify(name));
});
