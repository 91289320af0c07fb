import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JSDOM } from 'jsdom';
import { build } from 'vite';
import { blocklySource } from './blockly-source.ts';
import type * as styledDesk from './styled-desk.ts';

/**
 * Hashes, as a content policy names them, of the two style sheets that Blockly writes into the
 * page. They depend on its version, the parts of it that are built, the renderer, the theme's name
 * and the media path, so they are taken from a workspace that is really injected, here into jsdom.
 */
export async function hashBlockStyles(scratch: string): Promise<string[]> {
  const built = await buildDesk(scratch);
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
  const desk = window.document.getElementById('desk');
  if (!desk) throw new Error('no desk in the page');
  // Blockly looks for its globals as it is loaded.
  const { injectDesk } = (await import(built)) as typeof styledDesk;
  injectDesk(desk);
  const sheets = [...window.document.querySelectorAll('style')].map((sheet) => sheet.textContent);
  window.close();
  if (sheets.length !== 2) throw new Error(`Blockly wrote ${sheets.length} style sheets, not 2`);
  return sheets.map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);
}

/** Address of Blockly as the site has it: what is left out there brings no style here either. */
async function buildDesk(scratch: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [blocklySource()],
    build: {
      outDir: scratch,
      target: 'es2023',
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        input: resolve(import.meta.dirname, 'styled-desk.ts'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'desk.js' },
      },
    },
  });
  return pathToFileURL(resolve(scratch, 'desk.js')).href;
}
