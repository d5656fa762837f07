import { describe, expect, test } from 'vitest';
import { plan } from '../../src/generate/plan.js';
import { templatesIn } from '../../src/generate/templates.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import { lintFiles } from './lintFiles.js';

describe('a freshly generated workflow', () => {
  const variants = (['chunk', 'item'] as const).flatMap((dispatch) =>
    ([0, 1] as const).map((sdk) => ({ dispatch, sdk })),
  );

  test.each(variants)('has only its operations left: $dispatch, SDK $sdk', (variant) => {
    const spec = parseWorkflowSpec({
      name: 'welcome-placeholder',
      entity: 'user',
      verb: 'generate',
      ...variant,
    });
    const findings = lintFiles(plan(spec, templatesIn()), variant.sdk);
    expect(findings.map(({ rule, severity, path }) => ({ rule, severity, path }))).toEqual([
      {
        rule: 'operations-implemented',
        severity: 'warning',
        path: 'src/server/workflows/welcomePlaceholder/operations.ts',
      },
    ]);
  });
});
