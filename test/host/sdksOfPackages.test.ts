import { describe, expect, it } from 'vitest';
import { sdksOfPackages } from '../../src/host/sdksOfPackages.js';
import { walkSources } from '../../src/host/walkSources.js';
import { temporaryProject, type Files } from './support/project.js';

const PACKAGE = '@upstash/workflow';

const declaring = (range: string) => JSON.stringify({ dependencies: { [PACKAGE]: range } });

const installedIn = (folder: string, version: string): Files => ({
  [`${folder}node_modules/${PACKAGE}/package.json`]: JSON.stringify({ version }),
});

async function sdksOf(files: Files) {
  const project = await temporaryProject(files);
  return sdksOfPackages(project, walkSources(project).manifests);
}

describe('the SDK of a package', () => {
  it.each([
    ['1.3.3', 1],
    ['v0.2.23', 0],
    ['0.2.22', undefined],
    ['2.0.0', 1],
    ['not a version', undefined],
  ])('is version %s as installed, whatever is declared', async (version, major) => {
    const files = { 'package.json': declaring('^1.0.0'), ...installedIn('', version) };
    expect(await sdksOf(files)).toEqual([{ folder: '', major }]);
  });

  it.each([
    ['^0.2.23', 0],
    ['^1.2.0', 1],
    ['>=1', 1],
    ['>=0.2.23', undefined],
    ['^0.2.23 || ^1.0.0', undefined],
    ['latest', undefined],
    ['catalog:', undefined],
  ])('is declared as %s', async (range, major) => {
    expect(await sdksOf({ 'package.json': declaring(range) })).toEqual([{ folder: '', major }]);
  });

  it.each([
    ['0.2.12', '^1.0.0'],
    [undefined, '^0.2.7'],
  ])('may lack `rate` as installed %s, as declared %s', async (version, range) => {
    const installed = version === undefined ? {} : installedIn('', version);
    const files = { 'package.json': declaring(range), ...installed };
    expect(await sdksOf(files)).toMatchObject([{ mayLackRate: true }]);
  });

  it('is its own where the packages of a monorepo differ', async () => {
    expect(
      await sdksOf({
        'package.json': '{}',
        'apps/old/package.json': '{}',
        ...installedIn('apps/old/', '0.2.23'),
        'apps/new/package.json': declaring('^1.0.0'),
        'packages/silent/package.json': '{}',
        'packages/broken/package.json': '{ broken',
      }),
    ).toEqual([
      { folder: 'apps/new', major: 1 },
      { folder: 'apps/old', major: 0 },
    ]);
  });

  it('is the one installed above it', async () => {
    expect(
      await sdksOf({ 'apps/web/package.json': declaring('^0.2.23'), ...installedIn('', '1.3.3') }),
    ).toEqual([
      { folder: 'apps/web', major: 1 },
      { folder: '', major: 1 },
    ]);
  });
});
