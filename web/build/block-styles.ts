import { createHash } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { BLOCK_MEDIA, BLOCK_RENDERER, BLOCK_THEME } from '../kit/blocks/look.ts';

/**
 * Hashes, as a content policy names them, of the two style sheets that Blockly writes into the
 * page. They depend on its version, the renderer, the theme's name and the media path, so they are
 * taken from a workspace that is really injected, here into jsdom.
 */
export async function hashBlockStyles(): Promise<string[]> {
  const { window } = new JSDOM('<!doctype html><body><div id="desk"></div>', {
    pretendToBeVisual: true,
  });
  const names = ['document', 'navigator', 'DOMParser', 'XMLSerializer', 'Element', 'HTMLElement'];
  names.push('SVGElement', 'Node', 'getComputedStyle', 'requestAnimationFrame', 'MutationObserver');
  const set = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  set('window', window);
  for (const name of names) set(name, (window as unknown as Record<string, unknown>)[name]);
  // jsdom lays nothing out; any box will do, since only the style sheets are wanted.
  const box = { x: 0, y: 0, width: 10, height: 10 };
  Object.assign(window.SVGElement.prototype, {
    getBBox: () => box,
    getComputedTextLength: () => 10,
  });
  const Blockly = await loadBlockly();
  const theme = Blockly.Theme.defineTheme(BLOCK_THEME, { name: BLOCK_THEME });
  const desk = window.document.getElementById('desk');
  if (!desk) throw new Error('no desk in the page');
  Blockly.inject(desk, { renderer: BLOCK_RENDERER, media: BLOCK_MEDIA, theme, sounds: false });
  const sheets = [...window.document.querySelectorAll('style')].map((sheet) => sheet.textContent);
  window.close();
  if (sheets.length !== 2) throw new Error(`Blockly wrote ${sheets.length} style sheets, not 2`);
  return sheets.map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);
}

/** Under Node the core is CommonJS, whose exports arrive as the default one. */
async function loadBlockly(): Promise<typeof import('blockly/core')> {
  const core = (await import('blockly/core')) as unknown as {
    default: typeof import('blockly/core');
  };
  core.default.setLocale((await import('blockly/msg/en')) as unknown as Record<string, string>);
  return core.default;
}
