import { mkdir, symlink } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePath, safePath } from '../../src/host/paths.js';
import { openProject } from '../../src/host/project.js';
import { temporaryFolder, temporaryProject, writeFiles } from './support/project.js';

describe('safePath', () => {
  it.each([
    ['src/a.ts', 'src/a.ts'],
    ['./src//a.ts', 'src/a.ts'],
    ['src\\server\\a.ts', 'src/server/a.ts'],
    ['src/app/(backend)/api/[id]/@modal/route.ts', 'src/app/(backend)/api/[id]/@modal/route.ts'],
    ['...a/..b/c..d', '...a/..b/c..d'],
  ])('takes %s', async (path, place) => {
    const project = await temporaryProject();
    expect(await safePath(project, path)).toBe(join(project.root, place));
  });

  it.each([
    '',
    '.',
    './',
    '..',
    '../x',
    '../../x',
    'a/../b',
    'a/..',
    'a\\..\\..\\b',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\x',
    'c:x',
    'a\0b',
    'a\nb',
    '.git/hooks/pre-commit',
    'sub/.GIT/config',
    'a/.. /b',
    'a/.git./config',
  ])('refuses %j', async (path) => {
    const project = await temporaryProject();
    await expect(safePath(project, path)).rejects.toMatchObject({
      code: 'HOST_PATH_OUTSIDE',
      fix: expect.stringContaining('relative'),
    });
  });

  it('never leaves the project, whatever it is given', async () => {
    const project = await temporaryProject({ 'src/a.ts': '' });
    const outside = await temporaryFolder();
    await symlink(outside, join(project.root, 'away'));
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom('..', '.', '', 'src', 'a.ts', 'away', 'C:', '\0', '.git', '~', '%2e%2e'),
          fc.string({ unit: 'binary' }),
        ),
      )
      .chain((segments) => fc.constantFrom('/', '\\').map((slash) => segments.join(slash)));
    await fc.assert(
      fc.asyncProperty(hostile, async (path) => {
        const place = await safePath(project, path).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'HOST_PATH_OUTSIDE' });
        });
        if (place === undefined) return;
        const inside = relative(project.root, place);
        expect(inside).not.toBe('');
        expect(isAbsolute(inside) || inside.split(/[\\/]/).includes('..')).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('follows links that stay in the project', async () => {
    const project = await temporaryProject({ 'real/a.ts': '' });
    await symlink('real', join(project.root, 'linked'));
    expect(await safePath(project, 'linked/new/b.ts')).toBe(join(project.root, 'real/new/b.ts'));
  });

  it.each([
    ['a linked folder', 'away/x.ts'],
    ['a folder that is linked further up', 'away/deep/er/x.ts'],
    ['a linked file', 'file.ts'],
    ['a link to a link', 'twice/x.ts'],
    ['a link to nowhere', 'nowhere'],
    ['a link to itself', 'loop/x.ts'],
    ["a link into git's folder", 'hooks/pre-commit'],
    ['a sibling whose name begins like the project', 'sibling/x.ts'],
  ])('refuses %s out of the project', async (_, path) => {
    const outside = await temporaryFolder();
    await writeFiles(outside, { 'app/package.json': '{}', 'app-sibling/target.ts': '' });
    const project = await openProject(join(outside, 'app'));
    const link = (target: string, name: string) => symlink(target, join(project.root, name));
    await writeFiles(outside, { 'target.ts': '' });
    await mkdir(join(project.root, '.git/hooks'), { recursive: true });
    await link(outside, 'away');
    await link(join(outside, 'target.ts'), 'file.ts');
    await link('away', 'twice');
    await link(join(outside, 'not-there'), 'nowhere');
    await link('loop', 'loop');
    await link('.git/hooks', 'hooks');
    await link(`${project.root}-sibling`, 'sibling');
    await expect(safePath(project, path)).rejects.toMatchObject({ code: 'HOST_PATH_OUTSIDE' });
  });
});

describe('normalisePath', () => {
  it('gives one form that it keeps', () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9_()[\]-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        const path = normalisePath(segments.join('\\'));
        expect(path).toBe(segments.join('/'));
        expect(normalisePath(path)).toBe(path);
      }),
    );
  });
});
