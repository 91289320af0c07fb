import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const HOME = resolve(import.meta.dirname, '../../node_modules/blockly');
const MARK = '\0blockly/';
/**
 * Modules that only register something under a name, and no program of ours asks for the name: a
 * toolbox with categories, one that lies, headings and buttons in it, fields of kinds that no block
 * has, the saving of whole workspaces, what is told of comments and bubbles. They stay out unless
 * something imports what they export.
 */
const UNASKED = [
  'toolbox/',
  'flyout_horizontal.ts',
  'button_flyout_inflater.ts',
  'label_flyout_inflater.ts',
  'field_variable.ts',
  'field_checkbox.ts',
  'serialization/procedures.ts',
  'serialization/variables.ts',
  'serialization/workspace',
  'events/events_bubble_',
  'events/events_comment_',
  'events/events_toolbox_',
];
/**
 * Modules of which Blockly asks whether what lies before it is one of theirs, which it never is:
 * ours is drawn by zelos, and no menu, key, option or program makes a comment, an icon on a block
 * with its bubble, or a heading in the toolbox.
 */
const UNMET = [
  'renderers/geras/renderer.ts',
  'renderers/thrasos/renderer.ts',
  'comments/',
  'bubbles/',
  'icons/icon.ts',
  'icons/comment_icon.ts',
  'icons/mutator_icon.ts',
  'icons/warning_icon.ts',
  'flyout_button.ts',
];

const isAmong = (list: readonly string[], name: string) =>
  list.some((start) => name.startsWith(`core/${start}`));

/**
 * Builds Blockly from its own TypeScript, which its source map carries. The package ships it as one
 * script out of the Closure compiler, of which nothing can be left out, and a quarter of it no pupil
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
      return { id: MARK + name, moduleSideEffects: !isAmong(UNASKED, name) };
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
  const source = sources.get(name);
  const kept = isAmong(UNMET, name) ? hollow(source ?? '') : source;
  const { code } = await transformWithOxc(kept ?? '', name, {
    target: 'es2023',
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  });
  const missing = listTypes(name, source === undefined).filter(
    (type) => !new RegExp(`(?:class|const|function|let) ${type}\\b`).test(code),
  );
  return [code, ...missing.map((type) => `export let ${type};`)].join('\n');
}

/** The classes of a module, empty, and the marks by which ids of its elements are told. */
function hollow(source: string): string {
  const classes = source.matchAll(/^export (?:abstract )?class (\w+)/gm);
  const marks = source.matchAll(/^export const \w+ =\s+'\w+';/gm);
  return [
    ...Array.from(classes, ([, name]) => `export class ${name ?? ''} {}`),
    ...Array.from(marks, ([mark]) => mark),
  ].join('\n');
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
