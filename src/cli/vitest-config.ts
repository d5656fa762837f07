import { type Project, readProjectFile } from '../host/project.js';

/** Where vitest looks for its configuration (https://vitest.dev/config/). */
const FILES = ['vitest', 'vite'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.config.${extension}`),
);

/** Whether the project has a configuration of vitest or vite at its root. */
export async function hasVitestConfig(project: Project): Promise<boolean> {
  const texts = await Promise.all(FILES.map((path) => readProjectFile(project, path)));
  return texts.some((text) => text !== undefined);
}
