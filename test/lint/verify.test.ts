import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plan } from '../../src/generate/plan.js';
import { templatesIn } from '../../src/generate/templates.js';
import { verifyPlannedFiles } from '../../src/lint/verify.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';

const alias = { prefix: '@/', target: 'src' };

describe('what the templates render', () => {
  const variants = (['chunk', 'item'] as const).flatMap((dispatch) =>
    ([0, 1] as const).map((sdk) => ({ dispatch, sdk })),
  );

  test.each(variants)('passes: dispatch $dispatch, SDK $sdk', async (variant) => {
    expect(await verifyPlannedFiles(render(variant), { alias, sdk: variant.sdk })).toEqual([]);
  });

  test.each([
    ['route-paginate', 'fanout:${index + 1}', 'fanout:', 'unique-step-names'],
    ['route-process', 'count:${n}', 'count', 'unique-step-names'],
    ['route-execute', ':save-result', ':get-user', 'unique-step-names'],
    [
      'route-execute',
      /parse\w+\(context.requestPayload\)/,
      'context.requestPayload',
      'validated-payload',
    ],
    [
      'route-process',
      'const operationContext',
      'if (dryRun) return;\nconst operationContext',
      'no-return-before-first-step',
    ],
    [
      'payload-reader',
      'return new WorkflowNonRetryableError',
      'return new Error',
      'no-retried-throw-before-first-step',
    ],
    ['route-process', 'const operationContext', 'const = operationContext', 'syntax'],
  ])('is refused when %s has %s replaced by %s', async (id, from, to, rule) => {
    const files = render({ dispatch: 'chunk', sdk: 1 });
    const broken = files.map((file) =>
      file.id === id ? { ...file, content: file.content.replace(from, to) } : file,
    );
    expect(broken).not.toEqual(files);
    const findings = await verifyPlannedFiles(broken, { alias, sdk: 1 });
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule]));
    expect(findings[0]).toMatchObject({
      severity: 'error',
      path: files.find((file) => file.id === id)?.path,
    });
  });
});

test('takes functions of files that are not planned on trust', async () => {
  const content = `
    import { serve } from '@upstash/workflow/nextjs';
    import { parsePayload } from '@/server/workflows/payload';
    export const { POST } = serve<{ id: string }>(async (context) => {
      const { id } = parsePayload(context.requestPayload);
      await context.run('work', () => id);
    });
  `;
  expect(await verifyPlannedFiles([{ path: 'src/route.ts', content }], { alias, sdk: 1 })).toEqual(
    [],
  );
});

test.each([
  { sdk: 0, rules: [] },
  { sdk: 1, rules: ['no-configuration-in-serve'] },
] as const)(
  'judges configuration in serve by SDK $sdk, which the files are for',
  async ({ sdk, rules }) => {
    const content = `
    import { serve } from '@upstash/workflow/nextjs';
    export const { POST } = serve(async (context) => {
      await context.run('work', () => 1);
    }, { retries: 3 });
  `;
    const findings = await verifyPlannedFiles([{ path: 'src/route.ts', content }], { alias, sdk });
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
  },
);

test('loads the compiler only when something is verified', () => {
  const verify = new URL('../../src/lint/verify.ts', import.meta.url).href;
  const script = `
    const { verifyPlannedFiles } = await import('${verify}');
    const { createRequire } = await import('node:module');
    const { cache } = createRequire(import.meta.url);
    const isLoaded = () => Object.keys(cache).some((path) => path.includes('ts-morph'));
    console.log(isLoaded());
    await verifyPlannedFiles([], { alias: { prefix: '@/', target: 'src' }, sdk: 1 });
    console.log(isLoaded());
  `;
  const loader = fileURLToPath(import.meta.resolve('tsx'));
  const printed = execFileSync(
    process.execPath,
    ['--import', loader, '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
    },
  );
  expect(printed.trim().split('\n')).toEqual(['false', 'true']);
});

function render(variant: { dispatch: 'chunk' | 'item'; sdk: 0 | 1 }) {
  const spec = parseWorkflowSpec({
    name: 'welcome-placeholder',
    entity: 'user',
    verb: 'generate',
    ...variant,
  });
  return plan(spec, templatesIn());
}
