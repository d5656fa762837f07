import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { npxEnv, packTrifold } from './packTrifold.js';

const run = promisify(execFile);
let host: string;

/** A command in the host project; its output, or its output and exit code in the error. */
async function inHost(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(command, args, {
    cwd: host,
    env: npxEnv,
  });
  return stdout;
}

/** A small Next.js-like project that installs the packed tarball from the registry's real dependencies. */
beforeAll(async () => {
  host = await mkdtemp(join(tmpdir(), 'trifold-host-'));
  const tarball = await packTrifold(host);
  await writeFile(
    join(host, 'package.json'),
    JSON.stringify({ name: 'host', private: true, type: 'module' }),
  );
  await writeFile(
    join(host, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'ESNext',
        moduleResolution: 'Bundler',
        lib: ['ES2022', 'DOM'],
        strict: true,
        noUncheckedIndexedAccess: true,
        skipLibCheck: true,
        noEmit: true,
        paths: { '@/*': ['./src/*'] },
      },
      include: ['src'],
    }),
  );
  await writeFile(
    join(host, 'vitest.config.ts'),
    "import { fileURLToPath } from 'node:url';\n" +
      "export default { resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } } };\n",
  );
  await mkdir(join(host, 'src'));
  await inHost(
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    tarball,
    '@upstash/workflow@1.3.3',
    'debug',
    'next@16',
    'react@19',
    'react-dom@19',
    'typescript@~6.0.3',
    'vitest@~4.1.12',
    'vite@7',
    '@types/node@20',
    '@types/debug',
  );
}, 300_000);

afterAll(() => rm(host, { recursive: true, force: true }));

it(
  'scaffolds in a project that installed the package; its types and its test are fine',
  { timeout: 180_000 },
  async () => {
    const output = await inHost(
      'npx',
      'trifold',
      'gen',
      'workflow',
      'weekly-digest',
      '--entity',
      'user',
      '--yes',
    );

    expect(output).toContain('src/server/workflows/weeklyDigest/operations.ts');
    await inHost('npx', 'tsc', '--noEmit');
    const tests = await inHost('npx', 'vitest', 'run', 'src/server/workflows/weeklyDigest');
    expect(tests).toMatch(/Tests\s+13 passed/);
  },
);

it('changes nothing on a second run', { timeout: 60_000 }, async () => {
  const output = await inHost(
    'npx',
    'trifold',
    'gen',
    'workflow',
    'weekly-digest',
    '--entity',
    'user',
    '--yes',
    '--json',
  );

  const { files }: { files: { status: string }[] } = JSON.parse(output);
  expect(new Set(files.map(({ status }) => status))).toEqual(new Set(['unchanged']));
});

it("adds its generators to a team's own plopfile", { timeout: 120_000 }, async () => {
  await writeFile(
    join(host, 'plopfile.mjs'),
    "import trifold from 'trifold/plop';\nexport default function (plop) {\n  trifold(plop);\n}\n",
  );
  const answers = {
    name: 'invoices',
    entity: 'invoice',
    entities: 'invoices',
    verb: 'send',
    flag: 'urgent:boolean',
    dispatch: 'item',
    filter: 'database',
    everySetting: 'n',
  };

  const output = await inHost(
    'npx',
    'plop@4',
    'workflow',
    '--',
    ...Object.entries(answers).flatMap(([key, value]) => [`--${key}`, value]),
  );

  expect(output).toContain('src/server/workflows/invoices/operations.ts');
  await inHost('npx', 'tsc', '--noEmit');
});

it(
  'lints with a configuration in TypeScript, and explains its rules',
  { timeout: 60_000 },
  async () => {
    await writeFile(
      join(host, 'trifold.config.ts'),
      "import { defineConfig } from 'trifold/config';\n" +
        "const severity: 'info' | 'off' = 'info';\n" +
        "export default defineConfig({ lint: { rules: { 'unique-step-names': severity } } });\n",
    );
    await writeFile(
      join(host, 'src/route.ts'),
      "import { serve } from '@upstash/workflow/nextjs';\n" +
        'export const { POST } = serve(async (context) => {\n' +
        "  for (const n of [1, 2]) await context.run('same', () => n);\n" +
        '});\n',
    );
    const output = await inHost('npx', 'trifold', 'lint', 'src/route.ts', '--json');
    expect(JSON.parse(output)).toMatchObject({
      findings: [{ rule: 'unique-step-names', severity: 'info', path: 'src/route.ts', line: 3 }],
    });
    const library =
      "const { lint } = await import('trifold/lint'); console.log((await lint({ cwd: '.', paths: ['src/route.ts'] })).findings.length);";
    expect(await inHost('node', '--input-type=module', '-e', library)).toBe('1\n');
    expect(await inHost('npx', 'trifold', 'explain', 'unique-step-names')).toMatch(
      /^# unique-step-names\n/,
    );
  },
);

it('says in its package what it is and which licence it has', async () => {
  const manifest: unknown = JSON.parse(
    await readFile(join(host, 'node_modules/trifold/package.json'), 'utf8'),
  );

  expect(manifest).toMatchObject({
    name: 'trifold',
    license: 'MIT',
    bin: { trifold: './dist/cli/main.js' },
  });
  expect(await readFile(join(host, 'node_modules/trifold/LICENSE'), 'utf8')).toContain(
    'MIT License',
  );
});
