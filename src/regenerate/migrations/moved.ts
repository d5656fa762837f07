import { templateNumber } from '../../generate/templateVersions.js';
import type { ProjectRecord, WorkflowRecord } from '../../host/record.js';
import type { MovedRecord } from './sides.js';

/**
 * What every record moves across. The project's own files have no version of the templates: they go with the workflow
 * that is furthest behind, since a migration changes nothing where it has run.
 */
export function movedRecords(
  workflows: readonly { readonly name: string; readonly record: WorkflowRecord }[],
  project: { readonly before: ProjectRecord; readonly after: ProjectRecord } | undefined,
  templateVersion: string,
): MovedRecord[] {
  const own = workflows.map(({ name, record }): MovedRecord => {
    const sdk = sdkOf(record);
    return {
      owner: { workflow: name },
      entries: record.files,
      move: {
        from: { templateVersion: record.templateVersion, sdk },
        to: { templateVersion, sdk: project?.after.sdk ?? sdk },
      },
    };
  });
  if (project === undefined) return own;
  const [oldest = templateVersion] = workflows
    .map(({ record }) => record.templateVersion)
    .filter((version) => templateNumber(version) !== undefined)
    .toSorted((one, other) => (templateNumber(one) ?? 0) - (templateNumber(other) ?? 0));
  const shared: MovedRecord = {
    owner: 'project',
    entries: project.before.files,
    move: {
      from: { templateVersion: oldest, sdk: project.before.sdk },
      to: { templateVersion, sdk: project.after.sdk },
    },
  };
  return [shared, ...own];
}

/** The answer is one of the two wherever it was recorded. */
function sdkOf({ answers }: WorkflowRecord): 0 | 1 {
  return answers['sdk'] === 0 ? 0 : 1;
}
