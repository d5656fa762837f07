/** Who may import whom. A module that is missing here fails the last rule. */
const MODULES = {
  shared: { imports: [], because: 'it is the ground floor' },
  spec: { imports: ['shared'], because: 'what a workflow is does not depend on how it is made' },
  host: { imports: ['shared', 'spec'], because: 'it knows the project, not what is done to it' },
  format: { imports: ['shared'], because: 'formatting needs a path and a text' },
  generate: {
    imports: ['shared', 'spec', 'host', 'format'],
    because: 'generation must start fast; who judges its files is passed in',
  },
  code: { imports: ['shared'], because: 'it says what code says, and judges nothing' },
  lint: {
    imports: ['shared', 'spec', 'host', 'code', 'format'],
    because: 'rules judge facts, wherever the files came from',
  },
  regenerate: {
    imports: ['shared', 'spec', 'host', 'generate', 'code', 'format', 'lint'],
    because: 'it brings old and new files together, and knows nothing of the terminal',
  },
  engine: { imports: ['shared'], because: 'a local QStash knows messages, not our workflows' },
  testing: { imports: ['shared', 'engine'], because: 'it is shipped into tests of other projects' },
  report: {
    imports: ['shared'],
    types: true,
    because: 'it turns results into text; from other modules it needs their types only',
  },
  cli: { imports: ['.*'], because: 'it puts everything together' },
};

/** Third-party packages that only some files may load, and why. */
const PACKAGES = [
  {
    packages: ['ts-morph', 'typescript'],
    only: '^src/code/',
    because: 'one place knows the compiler, and it loads in 0.7 s',
  },
  {
    packages: ['prettier'],
    only: '^src/format/',
    because: "the project's own version and configuration must be found first",
  },
  {
    packages: ['handlebars'],
    only: '^src/generate/',
    because: 'our own instance escapes nothing and is strict',
  },
  {
    packages: ['node-plop', 'plop'],
    only: '^src/(generate/plop|cli/(run-)?plop)\\.ts$',
    because: 'plop only asks; it loads in 0.6 s and must not when flags say everything',
  },
  {
    packages: ['commander', 'picocolors'],
    only: '^src/(cli|report)/',
    because: 'the terminal is the business of the outermost module',
  },
  {
    packages: ['get-tsconfig', 'ignore', 'jiti', 'picomatch', 'proper-lockfile', 'semver'],
    only: '^src/host/',
    because: 'the project is looked at and written to in one place',
  },
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'modules that need each other are one module, and load in an order nobody chose',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(MODULES).map(([name, { imports, types = false, because }]) => ({
      name: `${name}-imports`,
      comment: because,
      severity: 'error',
      from: { path: `^src/${name}/` },
      to: {
        path: '^(src|test|generated-examples|plopfile)',
        pathNot: `^src/(${[name, ...imports].join('|')})/`,
        ...(types ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    ...PACKAGES.map(({ packages, only, because }) => ({
      name: `${packages[0]}-in-one-place`,
      comment: because,
      severity: 'error',
      from: { path: '^src/', pathNot: only },
      to: { path: `node_modules/(${packages.join('|')})/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'no-sdk',
      comment:
        'both SDK majors run against it, so the engine speaks the protocol and the kit is given the routes',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/@upstash/' },
    },
    {
      name: 'shared-is-bare',
      comment: 'everything loads it, so it loads nothing but Node',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { dependencyTypesNot: ['local', 'core', 'type-only'] },
    },
    {
      name: 'main-loads-commands-lazily',
      comment:
        '`trifold --version` must not wait for a compiler; commands are loaded by `await import()`',
      severity: 'error',
      from: { path: '^src/cli/(main|run)\\.ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(cli|shared|report)/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'compiler-loads-lazily',
      comment: 'it takes 0.7 s, so only a command that reads code pays for it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/code/' },
      to: { path: '^src/code/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'plop-loads-lazily',
      comment: 'with all answers given by flags it is not loaded',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '^src/cli/(run-)?plop' },
      to: { path: '^src/generate/plop\\.ts$', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages',
      comment: 'what src loads must be installed with the package',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere fails when it runs',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'known-module',
      comment: 'a new folder of src needs a line in the table of this file',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(MODULES).join('|')})/` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['trifold-source', 'import', 'node', 'default', 'types'],
    },
  },
};
