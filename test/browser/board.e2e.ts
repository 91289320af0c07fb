import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import * as v from 'valibot';
import { type Api, openApi } from '../../items/demo/api.ts';
import { genesis } from '../../scoring/journal/chain.ts';
import { foldCode } from '../../scoring/journal/code.ts';
import { writeLine } from '../../scoring/journal/line.ts';
import { Preparation } from '../../scoring/wire/preparation.ts';
import { ClassLink } from '../../scoring/wire/proctor-sheet.ts';
import { audit } from './audit.ts';
import { FORM, expect, makeLesson, test } from './harbour.ts';
import { tabTo } from './keys.ts';

const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });
const seatCard = (page: Page, seat: number) => button(page, new RegExp(`^${seat}\\b`));

async function signIn(page: Page): Promise<void> {
  await page.goto('/teacher/');
  await button(page, /林望舒/).click();
  await expect(page.getByRole('link', { name: '看板' }).first()).toBeVisible();
}

/** Opens a section of a seat's dialog. */
async function openPart(page: Page, seat: number, part: string): Promise<Locator> {
  await seatCard(page, seat).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(part, { exact: true }).click();
  return dialog;
}

/** One device reports itself ready; answers the form's version. */
async function prepare(api: Api, code: string): Promise<string> {
  const { classCode } = v.parse(ClassLink, await api.call('GET', `/sittings/${code}/link`));
  const path = `/sittings/${code}/preparation`;
  const { sittings } = v.parse(Preparation, await api.call('POST', path, { code: classCode }));
  const own = sittings.find(({ sitting }) => sitting === code);
  if (!own) throw new Error('the sitting is not prepared');
  const report = { device: randomUUID(), code: classCode, survived: true, troubles: [] };
  await api.call('POST', `/sittings/${code}/devices`, { ...report, package: own.package });
  return own.form.version;
}

/** A pupil's first task, as the pupil's device would send it. */
async function start(address: string, code: string, card: string, form: string): Promise<void> {
  const attempt = randomUUID();
  const secret = 'c'.repeat(32);
  const path = `${address}/api/v1/sittings/${code}/attempts`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  const send = async (to: string, body: object) => {
    const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  };
  await send(path, { protocol: 1, attempt, secret, card: foldCode(card) });
  const head = { v: 1, span: 0, wall: Date.now() } as const;
  const lines = [
    writeLine({ ...head, seq: 1, t: 0, type: 'start', form }),
    writeLine({ ...head, seq: 2, t: 5, type: 'visit', item: FORM[0] ?? '' }),
  ];
  const batch = { protocol: 1, attempt, epoch: 1, from: 1, prev: genesis(attempt, 1), lines };
  await send(`${path}/${attempt}/batches`, { ...batch, pending: 0 });
}

test('a teacher practises on a made-up class, by keyboard alone', async ({ page }) => {
  await page.goto('/teacher/#/practice');
  const tasks = page.getByRole('region', { name: '監考練習' });
  await expect(tasks).toContainText('7 件事做完 0 件');
  const press = (target: Locator) => target.press('Enter');

  const open = button(page, '開始測驗');
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await expect(tasks).toContainText('有人舉手');
  await tabTo(page, page.locator('[data-need=help]'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(tasks).toContainText('8 號用了備用卡');

  const tray = page.getByRole('region', { name: /還不知道是誰的/ });
  await tray.getByRole('combobox').selectOption('2');
  await press(button(tray, '歸給 2 號'));
  await expect(tasks).toContainText('我們先放回來');
  await tray.getByRole('combobox').selectOption('8');
  await press(button(tray, '歸給 8 號'));
  await expect(tasks).toContainText('7 號請病假');
  await press(seatCard(page, 7));
  await press(button(page, '病假'));
  await expect(tasks).toContainText('多 5 分鐘');
  await press(seatCard(page, 10));
  await page.getByRole('dialog').getByText('延長與休息').press('Enter');
  await press(button(page.getByRole('dialog'), '延長 5 分鐘'));
  await expect(tasks).toContainText('您會怎麼做');
  await expect(page.locator('[data-need=silent]')).toContainText('3');
  await press(button(page, '請他登出再登入'));
  await expect(tasks).toContainText('可能會遺失');
  await press(button(page, '請他繼續作答，不要登出'));
  await press(button(page, '下一件事'));
  await expect(tasks).toContainText('請結束測驗');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('11 人已交卷並上傳');
  await press(button(page, '結束測驗'));
  await expect(tasks).toContainText('您可以監考了');
  await press(button(page, '重新練習'));
  await expect(tasks).toContainText('7 件事做完 0 件');
});

test('a proctor sees who is ready, gives one pupil time and a break, voids, notes, swaps', async ({
  page,
  address,
}) => {
  const { code, cards } = await makeLesson(address, 3);
  const api = openApi(address);
  await api.signIn('demo-teacher');
  const form = await prepare(api, code);
  await signIn(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/teacher/#/board/${code}`);
  await expect(page.getByText('今天準備好：1 台（全班 3 人）')).toBeVisible();
  await button(page, '放大給全班看').click();
  await expect(page.getByRole('img', { name: '班級連結的條碼' })).toBeVisible();
  await button(page, '關閉').click();
  await audit(page, 'board before the start');

  await button(page, '開始測驗').click();
  await button(page.getByRole('dialog'), '先開始').click();
  await start(address, code, cards.get(1) ?? '', form);
  await expect(seatCard(page, 1)).toContainText('作答中');

  let dialog = await openPart(page, 1, '延長與休息');
  await button(dialog, '延長 5 分鐘').click();
  await expect(page.getByRole('status').getByText('1 號延長 5 分鐘。')).toBeVisible();
  dialog = await openPart(page, 1, '延長與休息');
  await button(dialog, '開始休息').click();
  await expect(seatCard(page, 1)).toContainText('休息中');
  await button(page, '復原').click();
  await expect(seatCard(page, 1)).toContainText('作答中');

  dialog = await openPart(page, 1, '事件與不計分');
  await audit(page, 'seat');
  await dialog.getByLabel('哪一題出了狀況').selectOption({ index: 1 });
  await dialog.getByLabel('原因').fill('投影機斷電');
  await button(dialog, '這題不計（只有 1 號）').click();
  await expect(page.getByText('這題不計了。')).toBeVisible();
  await button(page, '事件與不計分').click();
  dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/1 號第 1 題「.*」不計：投影機斷電/);
  await dialog.getByLabel('發生了什麼事').fill('火警演習');
  await button(dialog, '記下來').click();
  await expect(dialog).toBeHidden();
  await button(page, '事件與不計分').click();
  await expect(dialog).toContainText('火警演習');
  await button(dialog, '再算回來').click();
  await expect(page.getByText('這題又算回來了。')).toBeVisible();
  await expect(dialog).toBeHidden();

  dialog = await openPart(page, 1, '和另一個座號對調');
  await dialog.getByLabel('和幾號對調').selectOption('2');
  await button(dialog, '1 號和 2 號對調').click();
  await expect(seatCard(page, 2)).toContainText('作答中');
  await expect(seatCard(page, 1)).toContainText('還沒登入');
  await audit(page, 'board');

  // What was last heard stays, and what cannot be done is said.
  await page.context().setOffline(true);
  await button(page, '暫停').click();
  await expect(page.getByRole('alert')).toContainText('剛才的動作沒有做到');
  await expect(page.getByText(/與伺服器的連線中斷/)).toBeVisible();
  await expect(seatCard(page, 2)).toContainText('作答中');
});
