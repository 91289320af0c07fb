import * as Blockly from 'blockly/core';
import type { BlockStyle } from './definitions.ts';
import { BLOCK_THEME } from './look.ts';

const STYLES: Record<BlockStyle, string> = {
  start: '--block-start',
  move: '--block-move',
  loop: '--block-loop',
  sense: '--block-sense',
  logic: '--block-logic',
  math: '--block-math',
  data: '--block-data',
  function: '--block-function',
};

/**
 * The theme in the colours of the page as it looks now. Light, dark and high contrast are one theme
 * name with other colours. The content policy knows Blockly's style sheets by their hash, and the
 * theme's name, fonts, glow and marker opacity stand in them: those are Blockly's own.
 */
export function readBlockTheme(): Blockly.Theme {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  const blockStyles = Object.fromEntries(
    Object.entries(STYLES).map(([style, name]) => {
      const colour = token(name);
      return [
        style,
        {
          colourPrimary: colour,
          colourSecondary: shade(colour, 0.78),
          colourTertiary: shade(colour, 0.62),
        },
      ];
    }),
  );
  return new Blockly.Theme(
    BLOCK_THEME,
    blockStyles,
    {},
    {
      workspaceBackgroundColour: token('--sheet'),
      flyoutBackgroundColour: token('--ground'),
      flyoutForegroundColour: token('--ink'),
      flyoutOpacity: 1,
      toolboxBackgroundColour: token('--ground'),
      toolboxForegroundColour: token('--ink'),
      scrollbarColour: token('--ink-soft'),
      scrollbarOpacity: 0.5,
      insertionMarkerColour: token('--ink'),
    },
  );
}

/** A darker shade of a `#rrggbb` colour. */
function shade(colour: string, share: number): string {
  const darker = (at: number) =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${darker(1)}${darker(3)}${darker(5)}`;
}

/** How large blocks are beside their usual size, as the page looks now. */
export function readScale(): number {
  return Number(getComputedStyle(document.documentElement).getPropertyValue('--scale'));
}
