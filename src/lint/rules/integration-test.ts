import { frontOf, report } from '../layers.js';
import type { Rule } from '../rule.js';

/** A workflow of the convention has a test that imports its class or one of its routes. */
export const integrationTest: Rule = {
  meta: {
    id: 'integration-test',
    severity: 'warning',
    title: 'A workflow has an integration test',
  },
  judge: (facts) =>
    facts.groups.flatMap((group) => {
      const at = group.tests.length === 0 ? frontOf(facts, group) : undefined;
      if (!at) return [];
      return [
        report(at, {
          message: `No test imports the class or a route of ${group.name}`,
          why: 'what breaks a durable workflow (replays, retries, an early return) shows only when it runs',
          fix: 'add a test of the dry run and of the full path that drives the routes through the SDK',
        }),
      ];
    }),
};
