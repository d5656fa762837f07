import { mkdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toJsonText } from '../shared/json.js';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { openProject, type Project } from './project.js';

/**
 * Makes the git-ignored `.playground` host in Trifold's own repository, so that a command has a project to work in. Files
 * that are there stay as they are; remove the folder to begin anew.
 */
export async function ensurePlayground(repositoryRoot: string): Promise<Project> {
  const root = join(repositoryRoot, '.playground');
  for (const [path, text] of Object.entries(files)) await writeIfMissing(join(root, path), text);
  await linkTrifold(repositoryRoot, root);
  return openProject(root);
}

/** Packages resolve from the repository's node_modules, the next ones up. */
const files = {
  'package.json': toJsonText({
    name: 'playground',
    private: true,
    type: 'module',
    scripts: { test: 'vitest run', 'check:types': 'tsc --noEmit' },
    dependencies: { '@upstash/workflow': '*', debug: '*', next: '*' },
    devDependencies: { '@types/debug': '*', trifold: '*', typescript: '*', vitest: '*' },
  }),
  'tsconfig.json': toJsonText({
    compilerOptions: {
      target: 'ES2023',
      lib: ['DOM', 'DOM.Iterable', 'ES2023'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      customConditions: ['trifold-source'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
      paths: { '@/*': ['./src/*'] },
    },
    include: ['src'],
  }),
  'vitest.config.ts': `import { fileURLToPath } from 'node:url';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Trifold's test kit is loaded from its source, so it need not be built.
  ssr: { resolve: { conditions: ['trifold-source', ...defaultServerConditions] } },
  test: { testTimeout: 30_000 },
});
`,
  'src/.gitkeep': '',
} as const;

async function writeIfMissing(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  }
}

/** Generated tests import `trifold/testing`, which must resolve to this repository, also after it was moved. */
async function linkTrifold(repositoryRoot: string, root: string): Promise<void> {
  const link = join(root, 'node_modules/trifold');
  if ((await targetOf(link)) === repositoryRoot) return;
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  try {
    await symlink(repositoryRoot, link, 'junction');
  } catch (error) {
    // Another command has made it meanwhile.
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  }
}

async function targetOf(link: string): Promise<string | undefined> {
  try {
    return await readlink(link);
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'EINVAL')) return undefined;
    throw error;
  }
}
