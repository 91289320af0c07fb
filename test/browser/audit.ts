import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

/** Axe finds nothing on the page as it stands. */
export async function audit(page: Page, name: string): Promise<void> {
  const found = await new AxeBuilder({ page })
    // Blockly hangs a measuring canvas into the body, empty and hidden from everybody.
    .exclude('.blocklyComputeCanvas')
    // What stands in an author's frame is a page of its own.
    .exclude('iframe')
    .analyze();
  const said = found.violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`);
  expect(said).toEqual([]);
}
