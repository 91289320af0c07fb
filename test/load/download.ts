import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listForms, readForm } from '../../items/bank.ts';
import { composeForm } from '../../items/seal.ts';
import { findChunks } from '../../web/build/chunks.ts';
import type { Download } from './room.ts';

const site = resolve(import.meta.dirname, '../../dist/site');
/** Of an answer's headers, as HTTP/2 packs them. */
const HEADERS = 200;
/** Nonce and tag around a sealed package. */
const SEAL = 28;

/**
 * What the built app and a school's sealed packages weigh on the wire: text as gzip packs it, each
 * with its headers, and packages as they are sealed: nothing packs those. A school of one level has the forms of one grade. Throws without the built site.
 */
export function readDownload(grade: number): Download {
  if (!existsSync(site)) throw new Error('dist/site is missing: npm run build');
  const { first } = findChunks(site, 'student/index.html');
  return {
    page: ['index.html', ...first].map(weigh),
    app: ['sw.js', ...listPrecached()].map(weigh),
    packages: listForms()
      .filter((id) => readForm(id).grade === grade)
      .map((id) => Buffer.byteLength(JSON.stringify(composeForm(id).package)) + SEAL + HEADERS),
  };
}

/** The list that the build wrote into the service worker. */
function listPrecached(): string[] {
  const script = readFileSync(resolve(site, 'sw.js'), 'utf8');
  const urls = [...script.matchAll(/"url":"\/(?<file>[^"]*)"/g)];
  if (urls.length === 0) throw new Error('the service worker names no file');
  return urls.map(({ groups }) => groups?.['file'] || 'index.html');
}

function weigh(file: string): number {
  return gzipSync(readFileSync(resolve(site, file))).length + HEADERS;
}
