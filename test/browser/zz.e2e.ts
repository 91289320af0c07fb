import { act, beginAny, lights, test } from './harbour.ts';
import { makeTrial } from './trial.ts';
test('x', async ({ page, address }) => {
  const { code, cards } = await makeTrial(address, ['starfish-wake', 'heaviest-box', 'ready-made-shift', 'three-sails']);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await beginAny(page, cards.get(1) ?? '');
  for (let i=0;i<4;i++){ await lights(page).nth(i).click(); await page.locator('.blocklyFlyout .blocklyDraggable').first().waitFor();
  await page.waitForTimeout(500);
  console.log(await page.locator('.blocklyFlyout:not(.blocklyTrashcanFlyout)').evaluate((e)=>e.innerHTML.replace(/<path[^>]*>(<\/path>)?/g,'').replace(/style="[^"]*"|transform="[^"]*"/g,'')));
  console.log('DESK', await page.locator('.blocklyWorkspace > .blocklyBlockCanvas').evaluate((e)=>e.innerHTML.replace(/<path[^>]*>(<\/path>)?/g,'').replace(/style="[^"]*"|transform="[^"]*"/g,'')));
  console.log(await page.locator('.task').ariaSnapshot());
  console.log(await page.locator('.desk').first().ariaSnapshot());
  }
});
