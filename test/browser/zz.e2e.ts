import { act, beginAny, lights, test } from './harbour.ts';
import { makeTrial } from './trial.ts';
test('x', async ({ page, address }) => {
  const { code, cards } = await makeTrial(address, ['starfish-wake', 'heaviest-box', 'ready-made-shift', 'three-sails', 'red-not-heavy','shuffled-photos','back-to-zero']);
  await act(address, code, { do: 'open' });
  await page.goto('/');
  await beginAny(page, cards.get(1) ?? '');
  for (let i=0;i<7;i++){ await lights(page).nth(i).click(); 
  await page.waitForTimeout(900);
  console.log(await page.locator('.work').ariaSnapshot());
  }
});
