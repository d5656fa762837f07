import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/host/config.js';
import type { Project } from '../../src/host/project.js';
import { lintProject, type LintOptions } from '../../src/lint/lintProject.js';
import { temporaryProject, type Files } from '../host/support/project.js';

/** A route whose step has the same name in every round, on line 4. */
const route = (serve = '@upstash/workflow/nextjs') => `import { serve } from '${serve}';

export const { POST } = serve(async (context) => {
  for (const id of await context.run('ids', () => [1, 2])) await context.run('same', () => id);
});
`;

const tsconfig = (paths: Record<string, string[]>) =>
  JSON.stringify({ compilerOptions: { paths } });

async function lint(project: Project, options: Partial<LintOptions> = {}) {
  const config = await loadConfig(project);
  return lintProject(project, { config, paths: [], cwd: project.root, ...options });
}

async function lintFiles(files: Files, options: Partial<LintOptions> = {}) {
  const { findings } = await lint(await temporaryProject(files), options);
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

const found = (path: string) => `${path}:4 unique-step-names`;

describe('discovery', () => {
  it('leaves out what git ignores, packages, folders with a dot and what was built', async () => {
    const ignored = ['node_modules/x', '.next', 'dist', 'packages/a/dist', 'generated', 'src/gen'];
    const files = ignored.map((folder) => [`${folder}/route.ts`, route()]);
    expect(
      await lintFiles({
        ...Object.fromEntries(files),
        '.gitignore': '/generated\n*.gen.ts\n',
        'src/.gitignore': 'gen/\n!kept.gen.ts\n',
        'src/x.gen.ts': route(),
        'src/kept.gen.ts': route(),
        'packages/a/package.json': '{}',
        'src/build/route.ts': route(),
        'src/route.ts': route(),
        'src/types.d.ts': 'export const = 1;',
      }),
    ).toEqual(['src/build/route.ts', 'src/kept.gen.ts', 'src/route.ts'].map(found));
  });

  it('obeys a .gitignore above the project', async () => {
    const { root } = await temporaryProject({
      '.git/HEAD': '',
      '.gitignore': 'made/\n',
      'apps/web/package.json': '{}',
      'apps/web/made/route.ts': route(),
      'apps/web/src/route.ts': route(),
    });
    const web: Project = {
      root: join(root, 'apps/web'),
      packageJson: {
        dependencies: {},
        devDependencies: {},
        peerDependencies: {},
        optionalDependencies: {},
      },
    };
    const { findings } = await lint(web);
    expect(findings.map(({ path }) => path)).toEqual(['src/route.ts']);
  });

  it('follows the aliases of several tsconfigs, each for its own files', async () => {
    const serve = "export { serve } from '@upstash/workflow/nextjs';\n";
    expect(
      await lintFiles({
        'apps/one/tsconfig.json': tsconfig({ '@/*': ['./src/*'] }),
        'apps/one/src/serve.ts': serve,
        'apps/one/src/route.ts': route('@/serve'),
        'apps/two/tsconfig.base.json': tsconfig({ '@/*': ['./own/*', '../../shared/*'] }),
        'apps/two/tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
        'apps/two/src/route.ts': route('@/serve'),
        'apps/three/tsconfig.json':
          '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
        'apps/three/tsconfig.app.json': tsconfig({ serving: ['../../shared/serve.ts'] }),
        'apps/three/src/route.ts': route('serving'),
        'apps/four/tsconfig.json': '{ broken',
        'apps/four/src/route.ts': route('serving'),
        'shared/serve.ts': serve,
      }),
    ).toEqual(['one', 'three', 'two'].map((app) => found(`apps/${app}/src/route.ts`)));
  });
});

describe('packages of a monorepo', () => {
  const serve = "export { serve } from '@upstash/workflow/nextjs';\n";

  it.each<[string, object, string, string]>([
    [
      'exports',
      { exports: { './serve': { default: './src/serve.ts' } } },
      '/serve',
      'src/serve.ts',
    ],
    ['patterns', { exports: { './*': './src/*.ts' } }, '/deep/serve', 'src/deep/serve.ts'],
    ['what is built', { exports: './dist/serve.js' }, '', 'src/serve.ts'],
    ['types', { main: 'dist/x.js', types: './dist/index.d.ts' }, '', 'src/index.ts'],
    ['folders', {}, '/src/serve', 'src/serve.ts'],
    ['nothing', {}, '', 'src/index.ts'],
  ])('are followed by their %s', async (_, manifest, subpath, file) => {
    expect(
      await lintFiles({
        'packages/flows/package.json': JSON.stringify({ name: '@acme/flows', ...manifest }),
        [`packages/flows/${file}`]: serve,
        'apps/web/route.ts': route(`@acme/flows${subpath}`),
      }),
    ).toEqual([found('apps/web/route.ts')]);
  });

  it('have imports of their own', async () => {
    expect(
      await lintFiles({
        'packages/flows/package.json': JSON.stringify({ imports: { '#lib/*': './src/*.js' } }),
        'packages/flows/src/serve.ts': serve,
        'packages/flows/src/route.ts': route('#lib/serve'),
        'apps/web/route.ts': route('#lib/serve'),
      }),
    ).toEqual([found('packages/flows/src/route.ts')]);
  });
});

describe('the version of the SDK', () => {
  const configured = `import { serve } from '@upstash/workflow/nextjs';
const limits = { retries: 5 };
export const { POST } = serve((context) => context.run('a', () => 1), limits);
`;
  const declaring = (range: string) =>
    JSON.stringify({ dependencies: { '@upstash/workflow': range } });

  it('is that of the nearest package that says one', async () => {
    expect(
      await lintFiles({
        'package.json': declaring('^1.0.0'),
        'apps/old/package.json': declaring('^0.2.23'),
        'apps/old/src/route.ts': configured,
        'apps/open/package.json': declaring('latest'),
        'apps/open/src/route.ts': configured,
        'apps/web/package.json': '{}',
        'apps/web/src/route.ts': configured,
      }),
    ).toEqual(['apps/web/src/route.ts:2 no-configuration-in-serve']);
  });

  it('is looked at again when it has changed, whatever was kept', async () => {
    const files = { 'package.json': declaring('^0.2.23'), 'src/route.ts': configured };
    const project = await temporaryProject({ ...files, 'node_modules/x/package.json': '{}' });
    expect((await lint(project)).findings).toEqual([]);
    await writeFile(join(project.root, 'package.json'), declaring('^1.0.0'));
    expect((await lint(project)).findings).toHaveLength(1);
  });
});

describe('what is reported on', () => {
  const files = {
    'src/a/route.ts': route('../serve'),
    'src/b/route.ts': route('../serve'),
    'src/serve.ts': "export { serve } from '@upstash/workflow/nextjs';\n",
  };

  it.each([
    [['src/a'], ['src/a/route.ts']],
    [['src/b/route.ts'], ['src/b/route.ts']],
    [['src/*/route.ts'], ['src/a/route.ts', 'src/b/route.ts']],
    [['.'], ['src/a/route.ts', 'src/b/route.ts']],
  ])('is given by the paths %j; imports are followed all the same', async (paths, expected) => {
    expect(await lintFiles(files, { paths })).toEqual(expected.map(found));
  });

  it('is narrowed by the configuration', async () => {
    const lint = { include: ['src/**'], exclude: ['**/b/**'] };
    expect(await lintFiles({ ...files, 'trifold.config.json': JSON.stringify({ lint }) })).toEqual([
      found('src/a/route.ts'),
    ]);
  });

  it('cannot be what is not there, or outside', async () => {
    await expect(lintFiles(files, { paths: ['src/c'] })).rejects.toMatchObject({
      code: 'HOST_NO_FILES',
    });
    await expect(lintFiles(files, { paths: ['..'] })).rejects.toMatchObject({
      code: 'HOST_PATH_OUTSIDE',
    });
  });
});

describe('files that cannot be linted', () => {
  it('are findings: a syntax error', async () => {
    const text = "import { serve } from '@upstash/workflow/nextjs';\nconst = serve;\n";
    expect(await lintFiles({ 'src/route.ts': text })).toEqual(['src/route.ts:2 syntax']);
  });

  it('are findings: one that is nested too deeply, beside others that are not', async () => {
    const sum = Array.from({ length: 20_000 }, () => '1').join(' + ');
    const bad = `import { serve } from '@upstash/workflow/nextjs';\nexport const sum = ${sum};\n`;
    const good = "import { serve } from '@upstash/workflow/nextjs';\nserve(async () => {});\n";
    const files = { 'src/bad/route.ts': bad, 'src/good/route.ts': good };
    expect(await lintFiles(files)).toEqual([
      'src/bad/route.ts:1 syntax',
      'src/good/route.ts:2 no-return-before-first-step',
    ]);
  });

  it('are findings: a link to nowhere, a binary, a very large one', async () => {
    const project = await temporaryProject({
      'src/binary.ts': 'a\0b',
      'src/film.ts': `G${'\0'.repeat(187)}G`,
      'src/huge.ts': `// @upstash/workflow\n${'// more\n'.repeat(300_000)}`,
      'src/huge-bundle.js': '// more\n'.repeat(300_000),
    });
    await symlink('nowhere.ts', join(project.root, 'src/link.ts'));
    const { findings } = await lint(project);
    expect(findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      'src/binary.ts unreadable-file',
      'src/huge.ts unreadable-file',
      'src/link.ts unreadable-file',
    ]);
  });

  it('are not those with a zero byte in a string', async () => {
    const text = `${route()}export const name = 'a\0b';\n`;
    expect(await lintFiles({ 'src/route.ts': text })).toEqual([found('src/route.ts')]);
  });

  it.runIf(process.getuid?.() !== 0)('are findings: no permission', async () => {
    const project = await temporaryProject({ 'src/route.ts': route(), 'src/closed/route.ts': '' });
    await chmod(join(project.root, 'src/route.ts'), 0);
    const { findings } = await lint(project);
    expect(findings.map(({ message }) => message)).toEqual([
      'The file cannot be read: permission is denied',
    ]);
  });

  it('are no reason to read the same file twice', async () => {
    const project = await temporaryProject({ 'src/route.ts': route() });
    await symlink('route.ts', join(project.root, 'src/again.ts'));
    expect((await lint(project)).findings).toHaveLength(1);
  });

  it('may have the byte order mark of any editor', async () => {
    const project = await temporaryProject();
    const utf16 = Buffer.from(`\uFEFF${route()}`, 'utf16le');
    await writeFile(join(project.root, 'route.ts'), utf16);
    expect((await lint(project)).findings).toMatchObject([{ rule: 'unique-step-names', line: 4 }]);
  });
});

describe('the configuration', () => {
  const configured = (lint: object) => ({
    'trifold.config.json': JSON.stringify({ lint }),
    'src/route.ts': route(),
  });

  it('switches rules off, and changes their severity', async () => {
    expect(await lintFiles(configured({ rules: { 'unique-step-names': 'off' } }))).toEqual([]);
    const project = await temporaryProject(configured({ rules: { 'unique-step-names': 'info' } }));
    expect((await lint(project)).findings).toMatchObject([{ severity: 'info' }]);
  });

  it('cannot name a rule that does not exist', async () => {
    await expect(
      lintFiles(configured({ rules: { 'unique-step-name': 'off' } })),
    ).rejects.toMatchObject({ code: 'LINT_RULE_UNKNOWN', fix: 'write unique-step-names' });
  });

  it('names the functions of vendors that end in serve', async () => {
    const text = route('@vendor/tracing').replace('serve(async', "serve('digest', async");
    const lint = { wrappers: ['@vendor/tracing#serve'] };
    expect(await lintFiles({ ...configured(lint), 'src/route.ts': text })).toEqual([
      found('src/route.ts'),
    ]);
    expect(await lintFiles({ ...configured({}), 'src/route.ts': text })).toEqual([]);
  });
});
