import type { FileFacts, FollowedFacts } from './fileFacts.js';
import { type MountFact, withMounts } from './mountFacts.js';
import { groupWorkflows } from './groupWorkflows.js';
import type { TextFacts } from './textFacts.js';
import type { Facts } from './workflowFacts.js';

/** Puts together what the files say, in whatever order they come, and leaves out what one file's view of another adds. */
export function mergeFacts(
  fileFacts: readonly FileFacts[],
  { tests, reexports }: TextFacts,
  sdks: Facts['sdks'] = [],
): Facts {
  const files = fileFacts.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const mounts = mountsByOrigin(files);
  const served = files.flatMap(({ path, workflows }) =>
    withMounts(workflows, mounts.get(path) ?? []),
  );
  const called = new Set(served.flatMap((each) => each.called));
  const helpers = files.flatMap((file) => file.helpers);
  const unserved: FollowedFacts[] = [];
  for (const helper of helpers) {
    if (called.has(helper.id)) continue;
    unserved.push(helper);
    for (const id of helper.called) called.add(id);
  }
  const unreadable = files.flatMap((file) => file.unreadable);
  const workflows = [...served, ...unserved].map(({ facts }) => facts);
  const classes = files.flatMap((file) => file.classes);
  return {
    unreadable: [...new Map(unreadable.map((each) => [each.path, each])).values()],
    clients: files.flatMap(({ clients }) => clients),
    triggers: files.flatMap(({ triggers }) => triggers),
    sdks,
    workflows,
    groups: groupWorkflows({ workflows, classes, tests }),
    reexports,
  };
}

function mountsByOrigin(files: readonly FileFacts[]): Map<string, MountFact[]> {
  const byOrigin = new Map<string, MountFact[]>();
  for (const mount of files.flatMap(({ mounts }) => mounts))
    byOrigin.set(mount.origin, [...(byOrigin.get(mount.origin) ?? []), mount]);
  return byOrigin;
}
