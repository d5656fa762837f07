import { namesOf } from '../spec/naming.js';
import { LAYERS } from '../spec/layers.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { listedFiles } from './fileList.js';
import type { PlannedFile } from './planned-file.js';
import type { Templates } from './templates.js';
import { type View, viewOf } from './view.js';

/** The template of a file in the cloud repository; it sees where that leads, too. */
export const CLOUD_REEXPORT = 'project/cloud-reexport.ts';

/**
 * The files of a workflow, unformatted, in the order in which a reader wants them; a template that prints nothing writes
 * none. Pure: reads templates, writes nothing.
 *
 * @throws TrifoldError GEN_FILE_LIST_INVALID, and as `Templates`
 */
export function plan(spec: WorkflowSpec, templates: Templates): PlannedFile[] {
  const view = viewOf(spec, namesOf(spec));
  const listed = listedFiles(templates, view);
  // A team may have moved them.
  const operationsPath = listed.find(({ id }) => id === 'operations')?.path ?? view.operationsPath;
  const seen = { ...view, operationsPath };
  const files = listed.map(({ id, template, path, owner, scope }): PlannedFile => {
    const content = templates(template)(seen);
    return { id, path, content, owner, scope };
  });
  return [...files, ...cloudReexports(spec, view, templates)].filter(({ content }) =>
    /\S/.test(content),
  );
}

/**
 * One line per layer in the cloud repository, whose folders mirror the submodule's. The specifier is the submodule's
 * path, never the alias: with the cloud's `src` first in the tsconfig paths, the alias resolves to the re-export itself.
 */
function cloudReexports(spec: WorkflowSpec, view: View, templates: Templates): PlannedFile[] {
  const cloud = spec.cloudReexport;
  if (!cloud) return [];
  const { routeFiles } = namesOf(spec);
  return LAYERS.map((layer) => {
    const route = withoutPrefix(routeFiles[layer], `${cloud.submodule}/`);
    const specifier = `${cloud.submodule}/${route.replace(/\.ts$/, '')}`;
    return {
      id: `cloud-${layer}`,
      path: cloud.root === '.' ? route : `${cloud.root}/${route}`,
      content: templates(CLOUD_REEXPORT)({ ...view, specifier }),
      owner: 'managed',
      scope: 'cloud',
    };
  });
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
