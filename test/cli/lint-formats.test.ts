import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { broken, brokenProject, lint, ROUTE, withDigest } from './broken-project.js';
import { hostProject, trifold } from './host-project.js';

describe('a format for other programs', () => {
  it('is JSON after its published schema', async () => {
    const schema: object = JSON.parse((await trifold('.', ['schema', 'lint'])).out);
    const { out } = await lint(await brokenProject(), '--json');
    const ajv = new Ajv2020();
    expect(ajv.validate(schema, JSON.parse(out)), ajv.errorsText()).toBe(true);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      summary: { errors: 1, warnings: 1 },
    });
  });

  it('is SARIF after the schema of the standard', async () => {
    const require = createRequire(import.meta.url);
    const schema: object = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const { out } = await lint(await brokenProject(), '--format', 'sarif');
    const ajv = addFormats.default(new AjvDraft4.default({ strict: false, unicodeRegExp: false }));
    expect(ajv.validate(schema, JSON.parse(out)), ajv.errorsText()).toBe(true);
    expect(ajv.validate(schema, JSON.parse(out.replace('src/app', 'src app')))).toBe(false);
    const [result] = JSON.parse(out).runs[0].results;
    expect(result).toMatchObject({
      ruleId: 'unique-step-names',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/app/(backend)/api/%5Bkind%5D/route.ts' },
            region: { startLine: 5 },
          },
        },
      ],
    });
  });

  it('is annotations of GitHub, with paths of the repository and nothing that ends them early', async () => {
    const root = await hostProject({
      '.git/HEAD': '',
      'apps/web/package.json': '{}',
      [`apps/web/${ROUTE}`]: broken,
    });
    const { out } = await lint(join(root, 'apps/web'), '--format', 'github');
    const [first, second, end] = out.split('\n');
    expect(first).toMatch(
      /^::error file=apps\/web\/src\/app\/\(backend\)[^:]*,line=5,col=\d+,title=trifold%3A unique-step-names::/,
    );
    expect(first).toContain('\'100%25 <a>, b: "c"\'');
    expect(first).toContain('%0Awhy: ');
    expect(second).toMatch(/^::warning /);
    expect(end).toBe('');
  });

  it('is JUnit, of which errors are failures', async () => {
    const { out } = await lint(await brokenProject(), '--format', 'junit');
    expect(XMLValidator.validate(out)).toBe(true);
    const parser = new XMLParser({ ignoreAttributes: false });
    expect(parser.parse(out)).toMatchObject({
      testsuites: {
        '@_tests': '2',
        '@_failures': '1',
        testsuite: {
          '@_name': ROUTE,
          testcase: [
            { failure: { '@_message': expect.stringContaining('100% <a>, b: "c"') } },
            { 'system-out': expect.stringContaining('warning') },
          ],
        },
      },
    });
  });

  it('is Markdown for a pull request', async () => {
    const { out } = await lint(await brokenProject(), '--format', 'markdown');
    expect(out).toContain('### Trifold: 1 error, 1 warning\n');
    expect(out).toContain(`- ❌ \`${ROUTE}:5\` Step '100% \\<a\\>, b: "c"' has`);
  });
});

describe('the checklist', () => {
  it('is a format of its own, for every workflow', async () => {
    const { code, out } = await lint(await withDigest(), '--format', 'checklist');
    expect(code).toBe(1);
    expect(out).toMatch(/^digest ✗ 13 of 15 items, 1 not applicable\n {2}✗ Business logic/);
    expect(out).not.toContain('src/');
    const none = await lint(await hostProject(), '--format', 'checklist');
    expect(none).toMatchObject({ code: 0, out: 'no workflows of three layers\n' });
  });

  it('is in the JSON and in a comment for a pull request', async () => {
    const root = await withDigest();
    const { groups } = JSON.parse((await lint(root, '--json')).out);
    expect(groups).toMatchObject([{ name: 'digest', checklist: { length: 16 } }]);
    expect(groups[0].checklist[1]).toEqual({
      title: 'Payload types',
      state: 'pass',
      rules: ['typed-payloads'],
    });
    const { out } = await lint(root, '--format', 'markdown');
    expect(out).toContain('| ❌ `digest` | 13 of 15 items, 1 not applicable | Business logic for');
  });

  it('is the same whichever files are reported on', async () => {
    const { out } = await lint(await withDigest(), 'src/server', '--format', 'checklist');
    expect(out).toContain('digest ✗ 13 of 15 items');
  });

  it('leaves out what the project has switched off', async () => {
    const rules = { 'operations-implemented': 'off', 'unique-step-names': 'off' };
    const config = JSON.stringify({ lint: { rules } });
    const { out } = await lint(
      await withDigest({ 'trifold.config.json': config }),
      '--format',
      'checklist',
    );
    expect(out).toContain('digest ✓ 14 of 14 items, 2 not applicable');
  });
});
