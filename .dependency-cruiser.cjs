/** The import table of the house. Each rule is one row: who may not import what. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        // Files of `public` are served as they lie.
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.',
          '\\.cjs$',
          '\\.test\\.ts$',
          '^test/',
          '^web/kit/public/',
        ],
      },
      to: {},
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    only('wire-imports-valibot-only', '^scoring/wire/', [
      '^scoring/wire/',
      'node_modules/valibot/',
    ]),
    only('run-is-pure', '^scoring/run/', ['^scoring/(wire|run)/', 'node_modules/valibot/']),
    only('journal-is-pure', '^scoring/journal/', [
      '^scoring/(wire|journal)/',
      'node_modules/(valibot|@noble/hashes)/',
    ]),
    only('scoring-imports-scoring', '^scoring/(mark|irt|calibrate|report|close)/', [
      '^scoring/',
      'node_modules/(valibot|pure-rand|@noble/hashes)/',
    ]),
    only('commands-import-scoring', '^scoring/command/', [
      '^scoring/',
      'node_modules/(valibot|papaparse)/',
    ]),
    {
      name: 'items-import-scoring',
      severity: 'error',
      from: { path: '^items/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(web|worker)/' },
    },
    {
      name: 'worker-imports-scoring',
      severity: 'error',
      from: { path: '^worker/', pathNot: '^worker/local/' },
      to: { path: '^(web|items)/' },
    },
    {
      name: 'local-start-not-web',
      severity: 'error',
      from: { path: '^worker/local/' },
      to: { path: '^web/(student|teacher|office|kit)/' },
    },
    {
      name: 'kit',
      severity: 'error',
      from: { path: '^web/kit/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(worker|items|web/(student|teacher|office|build)|scoring/(?!wire/|run/|journal/))',
      },
    },
    {
      name: 'student',
      severity: 'error',
      from: { path: '^web/student/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(worker|items|web/(teacher|office|build)|scoring/(?!wire/|run/|journal/))' },
    },
    {
      name: 'teacher',
      severity: 'error',
      from: { path: '^web/teacher/' },
      to: { path: '^(worker|items|web/(student|office|build)|scoring/(?!wire/|run/))' },
    },
    {
      name: 'office',
      severity: 'error',
      from: { path: '^web/office/' },
      to: { path: '^(worker|items|web/(student|teacher|build)|scoring/(?!wire/|run/))' },
    },
    {
      name: 'blockly-through-import-only',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/(kit/blocks|build)/' },
      to: { path: 'node_modules/blockly/' },
    },
    {
      name: 'blocks-are-lazy',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/(kit/blocks|build)/' },
      to: { path: '^web/kit/blocks/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'web/kit/paraglide' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'default'],
    },
  },
};
