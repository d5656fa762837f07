import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFormatter } from '../../src/format/formatter.js';
import { plan } from '../../src/generate/plan.js';
import { templatesIn } from '../../src/generate/templates.js';
import { namesOf } from '../../src/spec/naming.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

/** The SDK major that this test project runs on. */
export const sdk = process.env.TRIFOLD_SDK === '0' ? 0 : 1;

const root = fileURLToPath(new URL('../.generated', import.meta.url));

const format = createFormatter(root);

/** Folders that this process has written: their modules are loaded once, too. */
const written = new Set<string>();

/**
 * Writes a workflow as the templates print it and answers how to import its modules.
 * `id` names its folder, so that test files do not share one; the alias `@{id}/` leads there.
 */
export async function generated(id: string, answers: Omit<WorkflowSpecInput, 'sdk' | 'alias'>) {
  const folder = `sdk${sdk}-${id}`;
  const spec = parseWorkflowSpec({
    ...answers,
    sdk,
    alias: { prefix: `@generated-${folder}/`, target: 'src' },
  });
  const names = namesOf(spec);
  if (!written.has(folder)) {
    await rm(join(root, folder), { recursive: true, force: true });
    for (const file of plan(spec, templatesIn())) {
      const path = join(root, folder, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await format(path, file.content));
    }
    written.add(folder);
  }
  return {
    spec,
    names,
    /** Imports a module of the workflow's folder: `index`, `operations`, `index.test`. */
    load: (module: string) =>
      import(/* @vite-ignore */ join(root, folder, names.folder, `${module}.ts`)),
    /** The three routes by URL path, to be loaded once the environment is set. */
    routes: Object.fromEntries(
      (['process', 'paginate', 'execute'] as const).map((layer) => [
        names.urls[layer],
        () => import(/* @vite-ignore */ join(root, folder, names.routeFiles[layer])),
      ]),
    ),
    /** Adds a module of the project, like a database accessor. */
    add: async (path: string, content: string) => {
      await mkdir(dirname(join(root, folder, path)), { recursive: true });
      await writeFile(join(root, folder, path), content);
    },
  };
}
