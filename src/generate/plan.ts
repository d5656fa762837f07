import { namesOf } from '../spec/naming.js';
import { LAYERS } from '../spec/layers.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import type { PlannedFile } from './planned-file.js';
import type { Templates } from './templates.js';
import { type View, viewOf } from './view.js';

/** The files of a workflow, unformatted, in the order in which a reader wants them. Pure: reads templates, writes nothing. */
export function plan(spec: WorkflowSpec, templates: Templates): PlannedFile[] {
  const names = namesOf(spec);
  const view = viewOf(spec, names);
  const shared = spec.paths.workflows;

  function file(
    id: string,
    template: string,
    path: string,
    rest: Partial<Pick<PlannedFile, 'owner' | 'scope'>> = {},
  ): PlannedFile {
    const content = templates(template)(view);
    return { id, path, content, owner: rest.owner ?? 'managed', scope: rest.scope ?? 'workflow' };
  }

  return [
    file('class', 'workflow/index.ts', `${names.folder}/index.ts`),
    file('payloads', 'workflow/payloads.ts', `${names.folder}/payloads.ts`),
    file('context', 'workflow/context.ts', `${names.folder}/context.ts`),
    file('flow-control', 'workflow/flowControl.ts', `${names.folder}/flowControl.ts`),
    file('operations', 'workflow/operations.ts', `${names.folder}/operations.ts`, {
      owner: 'yours',
    }),
    ...(spec.test
      ? [
          file(
            'fixture',
            'workflow/operations.fixture.ts',
            `${names.folder}/operations.fixture.ts`,
            {
              owner: 'yours',
            },
          ),
          file('test', 'workflow/index.test.ts', `${names.folder}/index.test.ts`),
        ]
      : []),
    file('route-process', `routes/${spec.framework}/process.ts`, names.routeFiles.process),
    file('route-paginate', `routes/${spec.framework}/paginate.ts`, names.routeFiles.paginate),
    file('route-execute', `routes/${spec.framework}/execute.ts`, names.routeFiles.execute),
    file('client', 'project/client.ts', `${shared}/client.ts`, { scope: 'project' }),
    file('payload-reader', 'project/payload.ts', `${shared}/payload.ts`, { scope: 'project' }),
    ...cloudReexports(spec, view, templates),
  ];
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
      content: templates('project/cloud-reexport.ts')({ ...view, specifier }),
      owner: 'managed',
      scope: 'cloud',
    };
  });
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
