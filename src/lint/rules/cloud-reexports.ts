import type { ReexportFact } from '../../code/facts/conventionFacts.js';
import { report } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** A repository that hands on the routes of its submodule hands on every layer, as POST, by the submodule's path. */
export const cloudReexports: Rule = {
  meta: {
    id: 'cloud-reexports',
    severity: 'error',
    title: 'Re-exported workflows are complete and lead to the submodule',
  },
  judge: ({ reexports }) => [
    ...reexports.flatMap(judgeReexport),
    ...[...byFolder(reexports)].flatMap(([folder, routes]) => judgeFolder(folder, routes)),
  ],
};

function judgeReexport({ path, at, specifier, target, handsOnPost }: ReexportFact): Report[] {
  if (target === path || (specifier.startsWith('@/') && pathOf(specifier) === pathOf(path))) {
    return [
      report(at, {
        message: `\`${specifier}\` is this file itself`,
        why: 'the alias leads to this repository first: "Circular definition of import alias \'POST\'"',
        fix: "name the submodule's path: `lobehub/src/app/…/route`",
      }),
    ];
  }
  if (handsOnPost || pathOf(specifier) !== pathOf(path)) return [];
  return [
    report(at, {
      message: 'The route is handed on without POST',
      why: 'QStash delivers by POST, and is answered 405',
      fix: 'write `export { POST } from …`',
    }),
  ];
}

/** `src/app/(backend)/api/workflows/digest/process-users/route.ts` → `digest/process-users/route` */
function pathOf(path: string): string {
  return (path.split('/workflows/').at(-1) ?? path).replace(/\.[cm]?[jt]sx?$/, '');
}

function byFolder(reexports: readonly ReexportFact[]): Map<string, ReexportFact[]> {
  const folders = new Map<string, ReexportFact[]>();
  for (const each of reexports) {
    const folder = each.path.split('/').slice(0, -2).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), each]);
  }
  return folders;
}

const layers = ['process', 'paginate'] as const;

function judgeFolder(folder: string, routes: readonly ReexportFact[]): Report[] {
  const names = routes.map(({ path }) => path.split('/').at(-2) ?? '');
  const [first] = routes;
  // One layer tells that the workflow is shared; the others are then expected beside it.
  const isLayered = names.some((name) => layers.some((layer) => name.startsWith(`${layer}-`)));
  if (!first || !isLayered) return [];
  const missing = [
    ...layers.filter((layer) => !names.some((name) => name.startsWith(`${layer}-`))),
    ...(names.every((name) => layers.some((layer) => name.startsWith(`${layer}-`)))
      ? ['execution']
      : []),
  ];
  return missing.map((layer) =>
    report(first.at, {
      message: `${folder.split('/').at(-1)} is handed on without its ${layer} layer`,
      why: 'deliveries to the missing route are answered 404',
      fix: 'hand on every layer, one line per route, in folders of the same names',
    }),
  );
}
