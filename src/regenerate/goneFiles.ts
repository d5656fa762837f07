import { moduleAt, specifiersIn, withoutExtension } from '../host/moduleSpecifiers.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import type { Decision } from './decision.js';
import type { RegeneratedFile, Review } from './outcome.js';

/** Files that will not be where they were, by their path; where they have moved to, if they have. */
export type GoneFiles = ReadonlyMap<string, string | undefined>;

export function goneFiles(decisions: readonly Pick<Decision, 'file'>[]): GoneFiles {
  const files = decisions.map(({ file }) => file);
  const gone = files.flatMap(({ outcome, from, path }): [string, string | undefined][] => {
    if (outcome === 'removed') return [[path, undefined]];
    return from === undefined ? [] : [[from, path]];
  });
  const there = new Set(files.flatMap(({ path, content }) => (content === undefined ? [] : path)));
  return new Map(gone.filter(([path]) => !there.has(path)));
}

/** The decisions, where a file that still imports one that is gone is to be reviewed. */
export function withImportReviews(
  decisions: readonly Decision[],
  gone: GoneFiles,
  alias: WorkflowSpec['alias'],
): readonly Decision[] {
  if (gone.size === 0) return decisions;
  return decisions.map((decision) => {
    const { file } = decision;
    const reviews = file.outcome === 'conflict' ? [] : importReviews(file, gone, alias);
    if (reviews.length === 0) return decision;
    const outcome = file.outcome === 'kept-edited' ? file.outcome : 'needs-review';
    return { ...decision, file: { ...file, outcome, reviews: [...file.reviews, ...reviews] } };
  });
}

function importReviews(
  { path, content = '' }: RegeneratedFile,
  gone: GoneFiles,
  alias: WorkflowSpec['alias'],
): Review[] {
  const modules = new Map([...gone].map(([was, now]) => [withoutExtension(was), { was, now }]));
  return [...specifiersIn(content)].flatMap((specifier): Review[] => {
    const found = modules.get(moduleAt(path, specifier, alias));
    if (found === undefined) return [];
    const fate = found.now === undefined ? 'is removed' : `is ${found.now} now`;
    return [
      {
        kind: 'import',
        message: `it imports ${specifier}, but ${found.was} ${fate}`,
        line: content.slice(0, content.indexOf(specifier)).split('\n').length,
      },
    ];
  });
}
