import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What a pure room may not touch: time, chance and the outside come in as arguments. */
const OUTSIDE = [
  'Date',
  'performance',
  'crypto',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'Worker',
  'AbortController',
  'AbortSignal',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'navigator',
  'location',
  'document',
  'window',
  'self',
  'globalThis',
  'process',
  'console',
].map((name) => ({ name, message: 'scoring/ is pure: pass it in as an argument.' }));

export default defineConfig(
  {
    ignores: ['dist', '.state', '.wrangler', 'worker-configuration.d.ts', 'web/kit/paraglide'],
  },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '.*.cjs'] },
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // The content policy forbids style attributes; style: directives write through CSSOM.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'A style attribute is against the content policy: use a style: directive.',
        },
      ],
    },
  },
  {
    files: ['scoring/**/*.ts'],
    ignores: ['**/*.test.ts', 'scoring/cli.ts'],
    rules: {
      'no-restricted-globals': ['error', ...OUTSIDE],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes in as an argument.' },
      ],
    },
  },
  {
    files: ['scoring/run/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      // Engines may differ in the last digit of these (ECMA-262 §21.3.2): data.md, Determinism.
      'no-restricted-properties': [
        'error',
        ...[
          'random',
          'acos',
          'acosh',
          'asin',
          'asinh',
          'atan',
          'atanh',
          'atan2',
          'cbrt',
          'cos',
          'cosh',
          'exp',
          'expm1',
          'hypot',
          'log',
          'log1p',
          'log10',
          'log2',
          'pow',
          'sin',
          'sinh',
          'tan',
          'tanh',
        ].map((property) => ({ object: 'Math', property, message: 'Not exact across engines.' })),
      ],
    },
  },
  { files: ['**/*.js', '**/*.cjs'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: globals.node } },
);
