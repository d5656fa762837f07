import { z } from 'zod';
import type { DisableComment } from '../code/facts/disableComments.js';
import type { FactsThreads } from '../code/facts/factsThreads.js';
import type { Facts } from '../code/facts/workflowFacts.js';
import type { SdkFact } from '../code/facts/configurationFacts.js';
import type { Alias } from '../code/follow/resolve.js';
import type { CacheFolder } from '../host/cacheFolder.js';
import { sha256OfParts } from '../shared/sha256.js';
import type { WorkflowToCheck } from './checklist.js';
import { filesOfGroups } from './filesOfGroups.js';
import type { Finding } from './finding.js';
import { judge, type Judged } from './judge.js';
import { keptFacts } from './keptFacts.js';
import { areMoves, withMoves } from './moves.js';
import { rules } from './rules/index.js';

/** All that decides what there is to find, before anybody's wishes. */
export interface AnalysisInput {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly aliases: readonly Alias[];
  /** Functions that end in `serve`, out of sight: `@vendor/x#serveTraced`. */
  readonly wrappers: readonly string[];
  /** Which SDK is used where; the innermost folder counts. */
  readonly sdks: readonly SdkFact[];
  /** Threads that have been started, in case there is much to read. */
  readonly threads?: FactsThreads | undefined;
}

/** Plain data. */
export interface Analysis {
  readonly findings: readonly Finding[];
  /** Where workflows are served. */
  readonly workflows: readonly { readonly path: string; readonly line: number }[];
  /** The workflows of three layers. */
  readonly groups: readonly GroupedWorkflow[];
  readonly comments: readonly DisableComment[];
}

export interface GroupedWorkflow extends WorkflowToCheck {
  readonly name: string;
}

/** Where the last analysis is kept. */
export interface AnalysisStore {
  readonly folder: CacheFolder;
  /** By which edition of the rules it is made. */
  readonly stamp: string;
  /** Stands for the files to analyse, paths and texts. */
  readonly contents: string;
}

/** The key has been compared: these are our own words. */
const kept = z.custom<Analysis>((value) => typeof value === 'object');

const NAME = 'analysis.json';

/** Whether there is something to compare with; only texts tell whether anything has changed since. */
export function hasAnalysis(folder: CacheFolder): boolean {
  return folder.has(NAME);
}

/** What the rules say; from the store when nothing has changed since, and otherwise with what is left of the facts there. */
export async function analyse(input: AnalysisInput, store?: AnalysisStore): Promise<Analysis> {
  if (!store) return make(input);
  const key = keyOf(input, store);
  const [before, ...json] = store.folder.read(NAME)?.split('\n') ?? [];
  if (before === key) return kept.parse(JSON.parse(json.join('\n')));
  const analysis = await make(input, store);
  store.folder.write(NAME, [`${key}\n`, JSON.stringify(analysis)]);
  return analysis;
}

async function make(input: AnalysisInput, store?: AnalysisStore): Promise<Analysis> {
  const { files, ...options } = input;
  const { readProjectFacts } = await import('../code/facts/readProjectFacts.js');
  const cache = store && keptFacts(store.folder, store.stamp);
  const facts = await readProjectFacts(files, { ...options, cache });
  cache?.keep();
  return {
    findings: await withEdits(judge(facts, rules), input),
    workflows: facts.workflows
      .filter(({ kind }) => kind === 'served')
      .map(({ at: { path, line } }) => ({ path, line })),
    groups: groupsIn(facts, input),
    comments: await commentsIn(files),
  };
}

async function withEdits(
  judged: readonly Judged[],
  { files, aliases }: AnalysisInput,
): Promise<Finding[]> {
  if (!areMoves(judged)) return withMoves(judged, () => []);
  // The compiler takes two thirds of a second to load.
  const { moverIn } = await import('../code/edits/moveOption.js');
  return withMoves(judged, moverIn(files, aliases));
}

function groupsIn({ groups, reexports }: Facts, input: AnalysisInput): GroupedWorkflow[] {
  const handedOn = new Set(reexports.map(({ target }) => target));
  const files = filesOfGroups(
    groups,
    input.files.map(({ path }) => path),
  );
  return groups.map(({ name, routes }, index) => ({
    name,
    files: files[index] ?? [],
    layers: [...new Set(routes.map(({ layer }) => layer))],
    isReexported: routes.some(({ path }) => handedOn.has(path)),
  }));
}

function keyOf(
  { aliases, wrappers, sdks }: AnalysisInput,
  { stamp, contents }: AnalysisStore,
): string {
  return sha256OfParts([stamp, JSON.stringify([aliases, wrappers, sdks]), contents]);
}

async function commentsIn(files: AnalysisInput['files']): Promise<DisableComment[]> {
  const candidates = files.filter(({ text }) => text.includes('trifold-disable'));
  if (candidates.length === 0) return [];
  // The compiler takes two thirds of a second to load.
  const { readDisableComments } = await import('../code/facts/disableComments.js');
  return candidates.flatMap(({ path, text }) => readDisableComments(path, text));
}
