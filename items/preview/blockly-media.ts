import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Plugin } from 'vite';
import { ITEMS } from '../bank.ts';

const MEDIA = join(ITEMS, '../node_modules/blockly/media');
const TYPES: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.cur': 'image/x-icon',
};

/** Blockly's sprites and cursors, which a build copies into the site. */
export function serveBlocklyMedia(): Plugin {
  return {
    name: 'items-blockly-media',
    configureServer({ middlewares }) {
      middlewares.use('/blockly-media', ({ url = '' }, answer, next) => {
        const file = join(MEDIA, basename(url));
        const type = TYPES[extname(file)];
        if (type === undefined || !existsSync(file)) {
          next();
          return;
        }
        answer.setHeader('content-type', type);
        answer.end(readFileSync(file));
      });
    },
  };
}
