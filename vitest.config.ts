import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Source files stand in for the built package, so that no build is needed before a test. */
const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const alias = (sdk: string) => [
  { find: /^trifold\/testing$/, replacement: source('./src/testing/index.ts') },
  { find: /^@generated-([^/]+)\//, replacement: `${source('./test/.generated')}/$1/src/` },
  { find: /^@upstash\/workflow(?=\/|$)/, replacement: sdk },
];

/** Which SDK a project runs on: its major, for what is generated, and its release. */
function sdk(name: string) {
  const manifest = readFileSync(source(`./node_modules/${name}/package.json`), 'utf8');
  const [, release = '', major = ''] = /"version":\s*"v?((\d+)[^"]*)"/.exec(manifest) ?? [];
  return {
    resolve: { alias: alias(name) },
    env: { TRIFOLD_SDK: major, TRIFOLD_SDK_VERSION: release },
  };
}

const [newest, first1x, newest0x] = [
  sdk('@upstash/workflow'),
  sdk('upstash-workflow-1.0'),
  sdk('upstash-workflow-0'),
];

const common = { testTimeout: 30_000, hookTimeout: 30_000 } as const;
const exclude = ['**/fixtures/**', '**/.generated/**', '**/node_modules/**'];

/**
 * `*.sdk.test.ts` runs on the newest SDK of each major, and the scenarios of the engine also on 1.0, all unmodified. The
 * files of one worker share the SDK's modules, which take longer to load than most tests to run; what a test generates
 * has a folder, and modules, of its own.
 */
export default defineConfig({
  test: {
    silent: 'passed-only',
    // One worker a core: by default a core is left free.
    maxWorkers: '100%',
    projects: [
      {
        resolve: newest.resolve,
        test: {
          ...common,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, '**/*.sdk.test.ts', 'test/e2e/**'],
        },
      },
      {
        resolve: newest.resolve,
        test: {
          ...common,
          name: 'sdk-1',
          include: ['test/**/*.sdk.test.ts'],
          exclude,
          isolate: false,
          env: newest.env,
        },
      },
      {
        resolve: newest0x.resolve,
        test: {
          ...common,
          name: 'sdk-0',
          include: ['test/**/*.sdk.test.ts'],
          exclude,
          isolate: false,
          env: newest0x.env,
        },
      },
      {
        // Only the scenarios: between 1.0 and now the protocol changed, but nothing that is generated.
        resolve: first1x.resolve,
        test: {
          ...common,
          name: 'sdk-1.0',
          include: ['test/testing/scenarios/**/*.sdk.test.ts'],
          exclude,
          isolate: false,
          env: first1x.env,
        },
      },
      {
        root: source('./generated-examples'),
        resolve: {
          alias: [
            { find: /^@\//, replacement: source('./generated-examples/src/') },
            { find: /^trifold\/testing$/, replacement: source('./src/testing/index.ts') },
          ],
        },
        test: {
          ...common,
          name: 'examples',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          setupFiles: [source('./generated-examples/test/environment.ts')],
          // An embedded Postgres takes seconds to start: the files of one worker share it.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude,
          globalSetup: ['./test/e2e/buildExamples.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
