import type { ReexportFact, TestFact } from './conventionFacts.js';
import { isTest, type Sources } from './sourceText.js';

/** What files say by their text alone, without being parsed. */
export interface TextFacts {
  tests: TestFact[];
  reexports: ReexportFact[];
}

export function readTextFacts(sources: Sources): TextFacts {
  const facts: TextFacts = { tests: [], reexports: [] };
  for (const [path, text] of sources.texts) {
    if (isTest(path)) facts.tests.push({ path, imports: [...sources.targetsOf(path)] });
    else if (isWorkflowRoute(path)) {
      const reexport = reexportIn(path, text, sources);
      if (reexport) facts.reexports.push(reexport);
    }
  }
  return facts;
}

function isWorkflowRoute(path: string): boolean {
  return /(^|\/)workflows\/.+\/route\.[cm]?[jt]sx?$/.test(path);
}

const handOn = /^[ \t]*export\s*\{([^}]*)\}\s*from\s*['"]([^'"\n]+)['"]/m;

function reexportIn(path: string, text: string, sources: Sources): ReexportFact | undefined {
  const found = handOn.exec(text);
  const [, names = '', specifier = ''] = found ?? [];
  if (!found) return undefined;
  return {
    path,
    at: { path, line: text.slice(0, found.index).split('\n').length, column: 1 },
    specifier,
    target: sources.resolve(path, specifier),
    handsOnPost: /(^|,)\s*(POST|\w+\s+as\s+POST)\s*(,|$)/.test(names.trim()),
  };
}
