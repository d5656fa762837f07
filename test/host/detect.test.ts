import { describe, expect, it } from 'vitest';
import { missingDependencies } from '../../src/host/dependencies.js';
import { detectDefaults } from '../../src/host/detect.js';
import { temporaryProject, type Files } from './support/project.js';

const PACKAGE = '@upstash/workflow';

describe('the SDK', () => {
  it.each([
    ['0.2.23', 0],
    ['v0.2.23', 0],
    ['not a version', undefined],
    ['0.3.0-rc.1', 0],
    ['1.0.0-canary.1', 1],
    ['1.3.3', 1],
  ])('is version %s as installed, whatever is declared', async (version, sdk) => {
    const { defaults } = await detect({ ...declared('^0.1.0'), ...installed(version) });
    expect(defaults.sdk).toBe(sdk);
  });

  it.each([
    ['^1.2.0', 1],
    // May be any 0.2 from there on, so a new enough one.
    ['^0.2.22', 0],
    ['0.2.23', 0],
    ['>=1', 1],
    ['npm:@upstash/workflow@0.2.23', 0],
    ['npm:workflow-fork@^1.0.0', 1],
    ['workspace:^1.0.0', 1],
    ['latest', undefined],
    ['catalog:', undefined],
    ['github:upstash/workflow-js', undefined],
  ])('is declared as %s', async (range, sdk) => {
    const { defaults, findings } = await detect(declared(range));
    expect(defaults.sdk).toBe(sdk);
    expect(codes(findings)).not.toContain('missing-sdk');
  });

  it.each<[string, Files]>([
    ['installed', installed('0.2.22')],
    ['declared', declared('~0.1.3')],
    ['declared exactly', declared('0.2.22')],
  ])('is refused when an old one is %s', async (_, files) => {
    await expect(detect(files)).rejects.toMatchObject({
      code: 'HOST_SDK_TOO_OLD',
      fix: expect.stringContaining('0.2.23'),
    });
  });

  it('is missed when the project does not have it', async () => {
    const { defaults, findings } = await detect({});
    expect(defaults.sdk).toBeUndefined();
    expect(codes(findings)).toContain('missing-sdk');
  });

  it('is treated as the newest known one when it is newer', async () => {
    const { defaults, findings } = await detect(installed('2.0.0'));
    expect(defaults.sdk).toBe(1);
    expect(codes(findings)).toContain('newer-sdk');
  });
});

describe('the import alias', () => {
  it.each<[string, Files, unknown]>([
    ['of a src folder', tsconfig({ paths: { '@/*': ['./src/*'] } }), ['@/', 'src']],
    ['of the root', tsconfig({ paths: { '@/*': ['./*'] } }), ['@/', '.']],
    ['below baseUrl', tsconfig({ baseUrl: 'src', paths: { '~/*': ['*'] } }), ['~/', 'src']],
    [
      'among others',
      tsconfig({ paths: { 'lib/*': ['./lib/*'], '~/*': ['./a/*'], '@/*': ['./src/*'] } }),
      ['@/', 'src'],
    ],
    [
      'whose first folder comes before a submodule',
      tsconfig({ paths: { '@/*': ['./src/*', './lobehub/src/*'] } }),
      ['@/', 'src'],
    ],
    [
      'that another tsconfig has',
      {
        'tsconfig.json': '{ "extends": "./config/base.json" }',
        'config/base.json': '{ "compilerOptions": { "paths": { "@/*": ["../src/*"] } } }',
      },
      ['@/', 'src'],
    ],
    [
      'in a file with comments',
      {
        'tsconfig.json':
          '{ // aliases\n "compilerOptions": { "paths": { "@/*": ["./src/*"], }, }, }',
      },
      ['@/', 'src'],
    ],
    ['of a package', tsconfig({ paths: { '@acme/ui': ['../ui/src'] } }), undefined],
    ['of a folder outside', tsconfig({ paths: { '@/*': ['../src/*'] } }), undefined],
  ])('is the one %s', async (_, files, wanted) => {
    const { alias } = (await detect(files)).defaults;
    expect(alias && [alias.prefix, alias.target]).toEqual(wanted);
  });

  it('is missed when there is none', async () => {
    expect(codes((await detect({ 'tsconfig.json': '{}' })).findings)).toContain('missing-alias');
    expect(codes((await detect({})).findings)).toContain('missing-alias');
  });

  it('cannot be read from a broken tsconfig', async () => {
    const files = { 'tsconfig.json': '{ "extends": "./not-there.json" }' };
    await expect(detect(files)).rejects.toMatchObject({ code: 'HOST_TSCONFIG_INVALID' });
  });
});

describe('the folders', () => {
  const root = tsconfig({ paths: { '@/*': ['./*'] } });
  const src = tsconfig({ paths: { '@/*': ['./src/*'] } });
  it.each<[string, Files, unknown]>([
    ['src, by default', {}, undefined],
    ['src, where it is', { ...src, 'src/app/page.tsx': '' }, undefined],
    [
      'the root',
      { ...root, 'app/page.tsx': '' },
      ['app/(backend)/api/workflows', 'server/workflows'],
    ],
    ['the root of an empty project', root, ['app/(backend)/api/workflows', 'server/workflows']],
    [
      'app at the root and src for the rest',
      { ...src, 'app/page.tsx': '', 'src/lib.ts': '' },
      ['app/(backend)/api/workflows', 'src/server/workflows'],
    ],
    [
      'a folder of another name behind the alias',
      { ...tsconfig({ paths: { '~/*': ['./lib/*'] } }), 'app/page.tsx': '' },
      ['app/(backend)/api/workflows', 'lib/server/workflows'],
    ],
  ])('are in %s', async (_, files, wanted) => {
    const { paths } = (await detect(files)).defaults;
    expect(paths && [paths.routes, paths.workflows]).toEqual(wanted);
  });
});

describe('the log namespace', () => {
  it.each([
    ['web', 'web'],
    ['@acme/Web.App', 'web-app'],
    ['@acme/', undefined],
  ])('of %s', async (name, wanted) => {
    const { defaults } = await detect({ 'package.json': JSON.stringify({ name }) });
    expect(defaults.logNamespace).toBe(wanted);
  });
});

describe('missingDependencies', () => {
  it('lists what is neither declared nor installed', async () => {
    const project = await temporaryProject({
      'package.json': '{ "devDependencies": { "vitest": "4" } }',
      ...installed('1.3.3'),
    });
    expect(await missingDependencies(project, ['debug', 'vitest', PACKAGE, 'zod'])).toEqual([
      'debug',
      'zod',
    ]);
  });
});

async function detect(files: Files) {
  return detectDefaults(await temporaryProject(files));
}

function declared(range: string): Files {
  return { 'package.json': JSON.stringify({ dependencies: { [PACKAGE]: range } }) };
}

function installed(version: string): Files {
  return { [`node_modules/${PACKAGE}/package.json`]: JSON.stringify({ version }) };
}

function tsconfig(compilerOptions: object): Files {
  return { 'tsconfig.json': JSON.stringify({ compilerOptions }) };
}

function codes(findings: readonly { code: string }[]): string[] {
  return findings.map(({ code }) => code);
}
