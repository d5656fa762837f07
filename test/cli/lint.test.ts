import { readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, brokenProject, lint, ROUTE, withDigest } from './broken-project.js';
import { hostProject } from './host-project.js';

const found = [`${ROUTE}:5 error unique-step-names`, `${ROUTE}:6 warning no-effects-outside-steps`];

async function findingsOf(root: string, ...argv: string[]): Promise<string[]> {
  const { out } = await lint(root, '--json', ...argv);
  const { findings }: { findings: Record<string, string>[] } = JSON.parse(out);
  return findings.map(
    (each) => `${each['path']}:${each['line']} ${each['severity']} ${each['rule']}`,
  );
}

describe('lint', () => {
  it('ends with 1 for errors, and says what, why and how to mend it', async () => {
    const { code, out, err } = await lint(await brokenProject());
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain(`${ROUTE}\n  5:`);
    expect(out).toContain('has the same name in every round');
    expect(out).toContain('why: the SDK hands out step results by position');
    expect(out).toContain('fix: add something to the name');
    expect(out).toContain('1 error, 1 warning (1 workflow function looked at)');
  });

  it('looks at a folder whose packages lie below', async () => {
    const root = await brokenProject();
    await rename(join(root, 'package.json'), join(root, 'src/package.json'));
    expect(await findingsOf(root)).toEqual(found);
  });

  it('ends with 0 for warnings, unless there are more than allowed', async () => {
    const root = await hostProject({
      'src/route.ts': broken
        .replace('100% <a>, b: "c"', '$&')
        .replace('\'100% <a>, b: "c"\'', '`s:${each}`'),
    });
    expect(await findingsOf(root)).toEqual(['src/route.ts:6 warning no-effects-outside-steps']);
    expect((await lint(root)).code).toBe(0);
    expect((await lint(root, '--max-warnings', '1')).code).toBe(0);
    const { code, err } = await lint(root, '--max-warnings', '0');
    expect({ code, err }).toEqual({ code: 1, err: '--max-warnings 0 is exceeded: 1 warning\n' });
  });

  it('groups by workflow', async () => {
    const root = await withDigest();
    const headings = (await lint(root)).out.split('\n').filter((line) => /^\w/.test(line));
    expect(headings).toEqual(expect.arrayContaining(['digest', 'elsewhere', 'src/other.ts']));
    expect(headings.indexOf('digest')).toBeLessThan(headings.indexOf('elsewhere'));
  });

  it('ends each workflow with its checklist', async () => {
    const { out } = await lint(await withDigest());
    const items = out.split('\n').filter((line) => /^ {2}[✓✗–] /.test(line));
    expect(items).toHaveLength(16);
    expect(items.filter((line) => line.startsWith('  ✗'))).toEqual([
      '  ✗ Business logic for one item  operations-implemented',
      '  ✗ Unique, prefixed step names  unique-step-names, step-name-prefix',
    ]);
    expect(items).toContain('  ✓ Payload types');
    expect(items).toContain('  – Cloud re-exports (not applicable)');
  });

  it('ends with 0 in a project without workflows', async () => {
    const { code, out } = await lint(await hostProject({ 'src/x.ts': 'export const x = 1;' }));
    expect({ code, out }).toEqual({
      code: 0,
      out: 'no findings (0 workflow functions looked at)\n',
    });
  });

  it.each([
    [['nowhere'], 'HOST_NO_FILES'],
    [['--format', 'xml'], 'CLI_USAGE'],
    [['--max-warnings', 'few'], 'CLI_USAGE'],
    [['--baseline'], 'LINT_BASELINE_MISSING'],
  ])('ends with 2 for %j', async (argv, error) => {
    const { code, err } = await lint(await brokenProject(), ...argv);
    expect(code).toBe(2);
    expect(err).toContain(error);
  });

  it('takes paths as seen from the folder where the user is', async () => {
    const root = await brokenProject();
    expect(await findingsOf(join(root, 'src'), 'app')).toEqual(found);
    expect(await findingsOf(join(root, '..'), '--cwd', root, 'src')).toEqual(found);
    await symlink(join(root, 'src'), join(root, 'link'));
    expect(await findingsOf(join(root, 'link'), 'a*/**')).toEqual(found);
  });
});

describe('a comment', () => {
  const withComment = (comment: string) =>
    hostProject({ [ROUTE]: broken.replace('  for (', `  ${comment}\n  for (`) });

  it('switches a rule off for the next line', async () => {
    const root = await withComment(
      '// trifold-disable-next-line unique-step-names -- the order is fixed',
    );
    expect(await findingsOf(root)).toEqual([`${ROUTE}:7 warning no-effects-outside-steps`]);
  });

  it('switches a rule off for its own line', async () => {
    const root = await hostProject({
      [ROUTE]: broken.replace(
        'fetch(url);',
        'fetch(url); /* trifold-disable-line no-effects-outside-steps -- ours */',
      ),
    });
    expect(await findingsOf(root)).toEqual(found.slice(0, 1));
  });

  it.each([
    ['unique-step-names', 'The comment gives no reason'],
    ['unique-step-names --', 'The comment gives no reason'],
    ['-- because', 'The comment names no rule'],
    [
      'unique-step-name -- because',
      'There is no rule `unique-step-name`; did you mean `unique-step-names`?',
    ],
  ])('switches nothing off when it says "%s"', async (rest, message) => {
    const root = await withComment(`// trifold-disable-next-line ${rest}`);
    expect(await findingsOf(root)).toContain(`${ROUTE}:6 error unique-step-names`);
    expect((await lint(root)).out).toContain(message);
  });

  it('that switches nothing off is reported', async () => {
    const root = await withComment(
      '// trifold-disable-next-line unique-step-names, syntax -- because',
    );
    expect(await findingsOf(root)).toEqual([
      `${ROUTE}:5 warning unused-disable-comment`,
      `${ROUTE}:7 warning no-effects-outside-steps`,
    ]);
  });

  it('is none when it is part of a text', async () => {
    const root = await withComment(
      'const help = `\n// trifold-disable-next-line unique-step-names -- x\n`;',
    );
    expect(await findingsOf(root)).not.toContain(expect.stringContaining('disable'));
    expect(await findingsOf(root)).toHaveLength(2);
  });
});

describe('a baseline', () => {
  const BASELINE = '.trifold/lint-baseline.json';

  async function adopted(): Promise<string> {
    const root = await brokenProject();
    const { code, out } = await lint(root, '--update-baseline');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 known') });
    return root;
  }

  it('hides what was there when it was written, also when lines move', async () => {
    const root = await adopted();
    await writeFile(join(root, ROUTE), `// moved\n\n${broken}`);
    expect(await findingsOf(root)).toHaveLength(2);
    expect(await findingsOf(root, '--baseline')).toEqual([]);
  });

  it('does not hide the same mistake made once more', async () => {
    const root = await adopted();
    const line = broken.split('\n')[4] ?? '';
    await writeFile(join(root, ROUTE), broken.replace(line, `${line}\n${line}`));
    expect(await findingsOf(root, '--baseline')).toContain(`${ROUTE}:6 error unique-step-names`);
  });

  it('reports what is in it and no longer in the code', async () => {
    const root = await adopted();
    await writeFile(join(root, ROUTE), broken.replace('await fetch(url);', ''));
    expect(await findingsOf(root, '--baseline')).toEqual([`${BASELINE}:1 info stale-baseline`]);
    await lint(root, '--update-baseline');
    expect(await findingsOf(root, '--baseline')).toEqual([]);
  });

  it('keeps what it knows of files that were not asked about', async () => {
    const root = await adopted();
    await writeFile(join(root, 'src/other.ts'), '');
    await lint(root, 'src/other.ts', '--update-baseline');
    expect(await findingsOf(root, '--baseline')).toEqual([]);
  });

  it('may have another name, and must be what Trifold wrote', async () => {
    const root = await brokenProject();
    await lint(root, '--update-baseline', '--baseline', 'known.json');
    expect(await findingsOf(root, '--baseline', 'known.json')).toEqual([]);
    const text = await readFile(join(root, 'known.json'), 'utf8');
    await writeFile(join(root, 'known.json'), text.replace('"count": 1', '"count": "1"'));
    const { code, err } = await lint(root, '--baseline', 'known.json');
    expect(code).toBe(2);
    expect(err).toContain('error LINT_BASELINE_INVALID: cannot read the baseline known.json');
  });
});
