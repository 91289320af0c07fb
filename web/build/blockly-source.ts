import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const HOME = resolve(import.meta.dirname, '../../node_modules/blockly');
const MARK = '\0blockly/';
/**
 * Modules that only register something under a name, and no program of ours asks for the name:
 * a toolbox with categories, one that lies, fields of kinds that no block has. They stay out
 * unless something imports what they export.
 */
const UNASKED = /^core\/(?:toolbox\/|flyout_horizontal\.ts|field_(?:variable|checkbox)\.ts)/;
/** Blockly asks whether a workspace is drawn by one of these; ours is drawn by zelos. */
const OTHER_RENDERER = /^core\/renderers\/(?:geras|thrasos)\/renderer\.ts$/;

/**
 * Builds Blockly from its own TypeScript, which its source map carries. The package ships it as one
 * script out of the Closure compiler, of which nothing can be left out, and a sixth of it no pupil
 * ever meets. Serving from source, and tests under Node, take the package as it is.
 */
export function blocklySource(): Plugin {
  let sources = new Map<string, string>();
  return {
    name: 'blockly-source',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      sources = readSources();
    },
    resolveId(id, importer) {
      if (id === 'blockly/core') return `${MARK}core/blockly.ts`;
      if (!importer?.startsWith(MARK)) return undefined;
      const folder = posix.dirname(importer.slice(MARK.length));
      const name = posix.join(folder, id).replace(/\.js$/, '.ts');
      return { id: MARK + name, moduleSideEffects: !UNASKED.test(name) };
    },
    load(id) {
      return id.startsWith(MARK) ? compile(id.slice(MARK.length), sources) : undefined;
    },
  };
}

function readSources(): Map<string, string> {
  const text = readFileSync(resolve(HOME, 'blockly_compressed.js.map'), 'utf8');
  const map = JSON.parse(text) as { sources: string[]; sourcesContent: (string | null)[] };
  const sources = new Map<string, string>();
  map.sources.forEach((name, at) => {
    const source = map.sourcesContent[at];
    if (source) sources.set(name, source);
  });
  if (!sources.has('core/blockly.ts')) throw new Error('Blockly’s source map has lost its sources');
  return sources;
}

/** The module `name` in JavaScript, its fields set and not defined, as Blockly's own build has it. */
async function compile(name: string, sources: Map<string, string>): Promise<string> {
  const source = OTHER_RENDERER.test(name) ? 'export class Renderer {}' : sources.get(name);
  const { code } = await transformWithOxc(source ?? '', name, {
    target: 'es2023',
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  });
  const missing = listTypes(name, source === undefined).filter(
    (type) => !new RegExp(`(?:class|const|function|let) ${type}\\b`).test(code),
  );
  return [code, ...missing.map((type) => `export let ${type};`)].join('\n');
}

/**
 * Names that other modules take from this one and pass on without saying that they are types. Of a
 * module that is nowhere in the compiled script, that goes for every name.
 */
function listTypes(name: string, isBare: boolean): string[] {
  const declared = readFileSync(resolve(HOME, name.replace(/\.ts$/, '.d.ts')), 'utf8');
  const kinds = isBare ? 'interface|type|class|const|function|enum' : 'interface|type';
  const names = declared.matchAll(new RegExp(`^export (?:declare )?(?:${kinds}) (\\w+)`, 'gm'));
  return Array.from(names, (found) => found[1] ?? '');
}
