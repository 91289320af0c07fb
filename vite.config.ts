import { cpSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const root = resolve(here, 'web');

/** Blockly's sprites and cursors, served from our own origin instead of its demo host. */
function blocklyMedia(): Plugin {
  return {
    name: 'blockly-media',
    apply: 'build',
    writeBundle(options) {
      const media = resolve(here, 'node_modules/blockly/media');
      cpSync(media, resolve(options.dir ?? '', 'blockly-media'), {
        recursive: true,
        filter: (file) => !/\.(mp3|ogg|wav)$/.test(file),
      });
    },
  };
}

/** Words of Blockly's standard blocks, by prefix: no item offers one of those. */
const STANDARD = /^(MATH|LISTS|TEXTS?|LOGIC|CONTROLS|LOOPS|PROCEDURES|COLOUR|VARIABLES)_/;

/** Blockly's words without those of its standard blocks: 4 kB a language instead of 19. */
function blocklyWords(): Plugin {
  const core = readFileSync(resolve(here, 'node_modules/blockly/blockly_compressed.js'), 'utf8');
  return {
    name: 'blockly-words',
    async load(id) {
      if (!/blockly[\\/]msg[\\/][\w-]+\.mjs$/.test(id)) return null;
      const words = (await import(pathToFileURL(id).href)) as Record<string, unknown>;
      return Object.entries(words)
        .filter(
          ([key, word]) => typeof word === 'string' && (!STANDARD.test(key) || core.includes(key)),
        )
        .map(([key, word]) => `export const ${key} = ${JSON.stringify(word)};`)
        .join('\n');
    },
  };
}

export default defineConfig({
  root,
  appType: 'mpa',
  publicDir: resolve(root, 'kit/public'),
  plugins: [
    paraglideVitePlugin({
      project: resolve(root, 'kit/messages/project.inlang'),
      outdir: resolve(root, 'kit/paraglide'),
      strategy: ['localStorage', 'baseLocale'],
    }),
    svelte({ configFile: resolve(here, 'svelte.config.js') }),
    blocklyMedia(),
    blocklyWords(),
  ],
  worker: { format: 'es' },
  build: {
    outDir: resolve(here, 'dist/site'),
    // Blockly is one chunk of 640 kB, 178 gzip; test/house holds the budget.
    chunkSizeWarningLimit: 700,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        student: resolve(root, 'student/index.html'),
        teacher: resolve(root, 'teacher/index.html'),
        office: resolve(root, 'office/index.html'),
      },
    },
  },
});
