import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/** How a page is audited: all that axe knows, or what depends on colours. */
export type Audit = (page: Page, name: string) => Promise<void>;

/** Axe finds nothing on the page as it stands. */
export const audit: Audit = (page, name) => expectNothing(openAxe(page), name);

/** The same of colours: what is left to see in another theme, where nothing but colours differs. */
export const auditColours: Audit = (page, name) =>
  expectNothing(openAxe(page).withRules(['color-contrast', 'link-in-text-block']), name);

function openAxe(page: Page): AxeBuilder {
  return (
    new AxeBuilder({ page })
      // No frame is looked into, so a second page that gathers the frames' findings has nothing to do.
      .setLegacyMode()
      // Most of the time would go into naming each element that is as it should be.
      .options({ resultTypes: ['violations'] })
      // Blockly hangs a measuring canvas into the body, empty and hidden from everybody.
      .exclude('.blocklyComputeCanvas')
      // What stands in an author's frame is a page of its own.
      .exclude('iframe')
  );
}

async function expectNothing(axe: AxeBuilder, name: string): Promise<void> {
  const found = await axe.analyze();
  const said = found.violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`);
  expect(said).toEqual([]);
}
