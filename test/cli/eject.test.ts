import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const CLASS = 'src/server/workflows/digest/index.ts';
const TEMPLATE = 'trifold-templates/workflow/index.ts.hbs';
const ORIGIN = 'trifold-templates/origin.json';
const gen = ['gen', 'workflow', 'digest', '--entity', 'user'];

async function edit(root: string, path: string, change: (text: string) => string) {
  await writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')));
}

async function versionOf(root: string): Promise<unknown> {
  const record: unknown = JSON.parse(
    await readFile(join(root, '.trifold/digest/record.json'), 'utf8'),
  );
  return z.object({ templateVersion: z.string() }).parse(record).templateVersion;
}

const withHeader = (text: string) => `// Acme Corporation\n${text}`;

describe('eject', () => {
  it('copies the templates and makes the configuration name them', async () => {
    const root = await hostProject();
    const { code, out, err } = await trifold(root, ['eject']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('the templates in trifold-templates are yours');
    expect(await writtenFiles(root)).toEqual(expect.arrayContaining([TEMPLATE, ORIGIN]));
    const config = await readFile(join(root, 'trifold.config.json'), 'utf8');
    expect(JSON.parse(config)).toEqual({ templates: './trifold-templates' });
  });

  it('changes nothing in a workflow until a template is edited', async () => {
    const root = await hostProject();
    await trifold(root, gen);
    await trifold(root, ['eject']);
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
  });

  it('lets gen and regenerate use the edited copy, beside what people wrote', async () => {
    const root = await hostProject();
    await trifold(root, gen);
    await edit(root, CLASS, (text) => `${text}\n// mine\n`);
    await trifold(root, ['eject']);
    await edit(root, TEMPLATE, withHeader);

    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(1);
    expect(await trifold(root, ['regenerate'])).toMatchObject({ code: 0, err: '' });
    const text = await readFile(join(root, CLASS), 'utf8');
    expect(text).toMatch(/^\/\/ Acme Corporation\n/);
    expect(text).toMatch(/\/\/ mine\n$/);

    await trifold(root, ['gen', 'workflow', 'report', '--entity', 'user']);
    const report = await readFile(join(root, 'src/server/workflows/report/index.ts'), 'utf8');
    expect(report).toMatch(/^\/\/ Acme Corporation\n/);
  });

  it('records an edited copy under the version that it was copied from, or has taken over since', async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await edit(root, TEMPLATE, withHeader);
    await trifold(root, gen);
    expect(await versionOf(root)).toMatch(/^own-[0-9a-f]{12}@1$/);

    await edit(root, ORIGIN, (text) =>
      text.replace('"templateVersion": "1"', '"templateVersion": "2"'),
    );
    await trifold(root, ['regenerate']);
    expect(await versionOf(root)).toMatch(/^own-[0-9a-f]{12}@2$/);
  });

  it("names Trifold's templates that have changed since", async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await edit(root, ORIGIN, (text) =>
      text.replace(/("workflow\/index\.ts\.hbs": ")[0-9a-f]+/, `$1${'0'.repeat(64)}`),
    );
    const { out } = await trifold(root, gen);
    expect(out).toContain('have changed since they were ejected: workflow/index.ts.hbs');
    expect(out).toContain('trifold eject trifold-templates --diff');
  });

  it('says which template the list of files does not name', async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await writeFile(join(root, 'trifold-templates/workflow/extra.ts.hbs'), '// never rendered\n');
    const { code, out } = await trifold(root, gen);
    expect(code).toBe(0);
    expect(out).toContain('has no entry for workflow/extra.ts.hbs');

    const checked = await trifold(root, ['regenerate', '--check']);
    expect(checked.out).toContain('has no entry for workflow/extra.ts.hbs');
  });

  it('does not overwrite an edited template unless forced, and shows the difference', async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await edit(root, TEMPLATE, withHeader);
    const refused = await trifold(root, ['eject']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`GEN_TARGET_EXISTS: ${TEMPLATE} already exists`);
    expect((await trifold(root, ['eject', '--diff'])).out).toContain('-// Acme Corporation');
    expect(await readFile(join(root, TEMPLATE), 'utf8')).toContain('Acme');
    expect((await trifold(root, ['eject', '--force'])).code).toBe(0);
    expect(await readFile(join(root, TEMPLATE), 'utf8')).not.toContain('Acme');
  });

  it('leaves a configuration in code to the user, and says what to add', async () => {
    const root = await hostProject({ 'trifold.config.mjs': 'export default { lint: {} };\n' });
    const { code, out } = await trifold(root, ['eject', 'templates']);
    expect(code).toBe(0);
    expect(out).toContain("add to trifold.config.mjs: templates: './templates'");
  });

  it('keeps what else a configuration in JSON says', async () => {
    const config = { lint: { exclude: ['legacy/**'] } };
    const root = await hostProject({ 'trifold.config.json': JSON.stringify(config) });
    await trifold(root, ['eject', 'templates']);
    const text = await readFile(join(root, 'trifold.config.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({ ...config, templates: './templates' });
  });

  it('is taken back by undo', async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await trifold(root, ['undo']);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('stops gen with a hint when the folder is gone', async () => {
    const root = await hostProject();
    await trifold(root, ['eject']);
    await rm(join(root, 'trifold-templates'), { recursive: true });
    const { code, err } = await trifold(root, gen);
    expect(code).toBe(2);
    expect(err).toContain('GEN_TEMPLATES_FOLDER');
  });
});
