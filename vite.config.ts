import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { blocklySource } from './web/build/blockly-source.ts';

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
    blocklySource(),
    blocklyMedia(),
  ],
  // By its bare name Dexie gives the build that it made for ES5.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
  worker: { format: 'es' },
  build: {
    outDir: resolve(here, 'dist/site'),
    // Blockly is one chunk of 467 kB, 130 gzip; test/house holds the budget.
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
