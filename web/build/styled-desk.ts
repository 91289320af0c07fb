import * as Blockly from 'blockly/core';
import * as words from 'blockly/msg/en';
import { BLOCK_MEDIA, BLOCK_RENDERER, BLOCK_THEME } from '../kit/blocks/look.ts';

/** Makes Blockly write its style sheets into the page of `desk`, as a pupil's workspace does. */
export function injectDesk(desk: Element): void {
  Blockly.setLocale(words as unknown as Record<string, string>);
  const theme = Blockly.Theme.defineTheme(BLOCK_THEME, { name: BLOCK_THEME });
  Blockly.inject(desk, { renderer: BLOCK_RENDERER, media: BLOCK_MEDIA, theme, sounds: false });
}
