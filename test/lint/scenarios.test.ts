import { describe, expect, test } from 'vitest';
import { verifyPlannedFiles } from '../../src/lint/verify.js';
import { filesOf, marksIn, scenarios } from './fixtureFiles.js';

/** A scenario is a small project; lines that must be reported say so, all others must not. */
describe('the rules report exactly the marked lines', () => {
  test.each(scenarios())('%s', async (scenario) => {
    const files = filesOf(scenario);
    const findings = await verifyPlannedFiles(files, { alias: { prefix: '@/', target: 'src' } });
    const reported = findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
    expect([...new Set(reported)].sort()).toEqual(marksIn(files).sort());
  });
});
