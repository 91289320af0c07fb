import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Chunk {
  file: string;
  css?: string[];
  assets?: string[];
  imports?: string[];
  dynamicImports?: string[];
}

/**
 * Files of the built site that one entry loads: `first` what its first screen needs, `later` what
 * it asks for by `import()`, without what is asked for by a name that `except` matches. Paths count
 * from the site's folder. Throws when the entry is unknown.
 */
export function findChunks(
  site: string,
  entry: string,
  except?: RegExp,
): { first: string[]; later: string[] } {
  const manifest = JSON.parse(readFileSync(resolve(site, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const first = new Set<string>();
  const later = new Set<string>();
  const walk = (name: string, into: Set<string>) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`no chunk named ${name} in the build`);
    if (into.has(chunk.file) || first.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) into.add(file);
    for (const next of chunk.imports ?? []) walk(next, into);
    for (const next of chunk.dynamicImports ?? []) if (!except?.test(next)) queue.push(next);
  };
  const queue: string[] = [];
  walk(entry, first);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) walk(next, later);
  return { first: [...first], later: [...later].filter((file) => !first.has(file)) };
}
