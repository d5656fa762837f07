import { describe, expect, test } from 'vitest';
import { filesOf, marksIn, scenarios } from './fixtureFiles.js';
import { lintFiles } from './lintFiles.js';

/** A scenario is a small project; lines that must be reported say so, all others must not. */
describe('the rules report exactly the marked lines', () => {
  test.each(scenarios())('%s', (scenario) => {
    const files = filesOf(scenario);
    const reported = lintFiles(files).map(({ path, line, rule }) => `${path}:${line} ${rule}`);
    expect([...new Set(reported)].sort()).toEqual(marksIn(files).sort());
  });
});
