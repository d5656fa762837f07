import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const FOLDER = 'src/server/workflows/digest';
const TEST = `${FOLDER}/index.test.ts`;
const OPERATIONS = `${FOLDER}/operations.ts`;
const FLOW = `${FOLDER}/flowControl.ts`;
const LIST = 'trifold-templates/files.json.hbs';

async function ejected() {
  const root = await hostProject();
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user', '--yes']);
  await trifold(root, ['eject']);
  return root;
}

async function edit(root: string, path: string, change: (text: string) => string) {
  const text = await readFile(join(root, path), 'utf8');
  expect(change(text)).not.toBe(text);
  await writeFile(join(root, path), change(text));
}

const withoutEntry = (id: string) => (list: string) =>
  list.replace(new RegExp(`\\n  "${id}": \\{[^\\n]*(\\{\\{\\w+\\}\\} )?\\},`), '');

const withPath = (before: string, after: string) => (list: string) =>
  list.replace(`"{{folder}}/${before}"`, `"{{folder}}/${after}"`);

/** `flowControl.ts` becomes `limits.ts`, also where the templates import it. */
async function renameFlowControl(root: string) {
  await edit(root, LIST, withPath('flowControl.ts', 'limits.ts'));
  for (const template of ['workflow/index.ts', 'workflow/index.test.ts']) {
    const path = `trifold-templates/${template}.hbs`;
    const text = await readFile(join(root, path), 'utf8');
    await writeFile(join(root, path), text.replaceAll("'./flowControl'", "'./limits'"));
  }
}

/** Regenerates, and expects the next check to have nothing to say. */
async function regenerate(root: string) {
  const done = await trifold(root, ['regenerate']);
  expect(done).toMatchObject({ err: '' });
  const check = await trifold(root, ['regenerate', '--check']);
  return { ...done, check };
}

describe('a template that a team takes away', () => {
  it('takes its files along where nobody has edited them', async () => {
    const root = await ejected();
    await edit(root, LIST, withoutEntry('test'));
    await rm(join(root, 'trifold-templates/workflow/index.test.ts.hbs'));

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(out).toContain(`removed      ${TEST}`);
    expect(await writtenFiles(root)).not.toContain(TEST);
    await trifold(root, ['gen', 'workflow', 'report', '--entity', 'user']);
    expect(await writtenFiles(root)).not.toContain('src/server/workflows/report/index.test.ts');
  });

  it('leaves files that people have edited', async () => {
    const root = await ejected();
    await edit(root, TEST, (text) => `${text}// mine\n`);
    await edit(root, LIST, withoutEntry('test'));

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(out).toContain(`kept-edited  ${TEST}`);
    expect(await readFile(join(root, TEST), 'utf8')).toMatch(/\/\/ mine\n$/);
  });

  it('may also print nothing, for some workflows or for all', async () => {
    const root = await ejected();
    const all = ['--entity', 'user', '--dispatch', 'item', '--yes'];
    await trifold(root, ['gen', 'workflow', 'report', ...all]);
    const template = 'trifold-templates/workflow/index.test.ts.hbs';
    await edit(root, template, (text) => `{{#if dispatchItem}}\n${text}\n{{/if}}\n`);

    const { code, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    const files = await writtenFiles(root);
    expect(files).not.toContain(TEST);
    expect(files).toContain('src/server/workflows/report/index.test.ts');
  });

  it('is asked for while the list of files has it', async () => {
    const root = await ejected();
    await rm(join(root, 'trifold-templates/workflow/index.test.ts.hbs'));
    const { code, err } = await trifold(root, ['regenerate']);
    expect(code).toBe(2);
    expect(err).toContain('error GEN_TEMPLATE_MISSING: the template workflow/index.test.ts.hbs');
    expect(err).toContain('take its entry out of files.json.hbs');
  });

  it('is missed where another one imports what it has written', async () => {
    const root = await ejected();
    await edit(root, LIST, withoutEntry('flow-control'));
    for (const command of [['regenerate'], ['gen', 'workflow', 'report', '--entity', 'user']]) {
      const { code, err } = await trifold(root, command);
      expect(code).toBe(2);
      expect(err).toMatch(
        /error GEN_IMPORT_MISSING: \S+\/index.ts would import .\/flowControl, which is not there/,
      );
    }
    expect(await writtenFiles(root)).toContain(FLOW);
  });

  it('has those looked at whose edited files still import what it has written', async () => {
    const root = await ejected();
    await edit(root, OPERATIONS, (text) => `import { flowControl } from './flowControl';\n${text}`);
    await renameFlowControl(root);

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 1, check: 1 });
    expect(check.out).toMatch(/^needs you 1 needs-review, /m);
    expect(out).toContain(`needs-review ${OPERATIONS}\n`);
    expect(out).toContain(
      `line 1: it imports ./flowControl, but ${FLOW} is ${FOLDER}/limits.ts now`,
    );
    await edit(root, OPERATIONS, (text) => text.replace('./flowControl', './limits'));
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
  });
});

describe('a template whose file gets another path', () => {
  it('has edited files of the project looked at, too', async () => {
    const root = await ejected();
    const client = 'src/server/workflows/client.ts';
    await edit(root, client, (text) => `import { readPayload } from './payload';\n${text}`);
    await edit(root, LIST, (list) => list.replace('}}/payload.ts"', '}}/readPayload.ts"'));
    const payloads = 'trifold-templates/workflow/payloads.ts.hbs';
    await edit(root, payloads, (text) => text.replace('../payload', '../readPayload'));

    const { code, out } = await regenerate(root);

    expect(code).toBe(1);
    expect(out).toContain(`needs-review ${client}\n    line 1: it imports ./payload, but`);
  });

  it.each(['nobody has edited', 'people have edited'])(
    'says where operations are to be implemented, in a file that %s',
    async (edits) => {
      const root = await ejected();
      if (edits === 'people have edited')
        await edit(root, OPERATIONS, (text) => `// mine\n${text}`);
      await edit(root, LIST, withPath('operations.ts', 'work.ts'));
      for (const path of ['index.ts', 'operations.fixture.ts', 'index.test.ts']) {
        const template = join(root, `trifold-templates/workflow/${path}.hbs`);
        const text = await readFile(template, 'utf8');
        await writeFile(template, text.replaceAll("'./operations'", "'./work'"));
      }
      for (const path of ['process', 'paginate', 'execute']) {
        const template = join(root, `trifold-templates/routes/nextjs/${path}.ts.hbs`);
        const text = await readFile(template, 'utf8');
        await writeFile(template, text.replaceAll("/operations'", "/work'"));
      }

      const { code, out, check } = await regenerate(root);

      expect({ code, check: check.code, out }).toMatchObject({ code: 0, check: 0 });
      const text = await readFile(join(root, `${FOLDER}/work.ts`), 'utf8');
      expect(text).toContain(`Implement listUsers in ${FOLDER}/work.ts`);
      expect(text).not.toContain(OPERATIONS);
      expect(text.startsWith('// mine')).toBe(edits === 'people have edited');
    },
  );

  it('names the lines of other files that import it', async () => {
    const root = await ejected();
    const cron = 'src/cron.ts';
    await writeFile(
      join(root, cron),
      `// Nightly.\nexport { flowControl } from '@/server/workflows/digest/flowControl';\n`,
    );
    await renameFlowControl(root);

    const preview = await trifold(root, ['regenerate', '--dry-run', '--json']);
    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 1, check: 0 });
    expect(out).toContain(
      `mend ${cron}:2 imports @/server/workflows/digest/flowControl, but ${FLOW} is ${FOLDER}/limits.ts now\n`,
    );
    expect(JSON.parse(preview.out).brokenImports).toMatchObject([
      { path: cron, line: 2, was: FLOW },
    ]);
  });

  it('moves the file, with its edits', async () => {
    const root = await ejected();
    await edit(root, FLOW, (text) => `// mine\n${text}`);
    await renameFlowControl(root);

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(out).toContain(`renamed      ${FLOW} → ${FOLDER}/limits.ts`);
    expect(await readFile(join(root, `${FOLDER}/limits.ts`), 'utf8')).toMatch(/^\/\/ mine\n/);
    expect(await writtenFiles(root)).not.toContain(FLOW);
  });

  it("reaches imports in a person's own files that nobody has changed", async () => {
    const root = await ejected();
    await edit(root, LIST, withPath('context.ts', 'deps.ts'));
    const texts = (await writtenFiles(root)).filter((path) => path.endsWith('.hbs'));
    for (const path of texts.filter((template) => template !== LIST)) {
      const text = await readFile(join(root, path), 'utf8');
      await writeFile(join(root, path), text.replaceAll("/context';", "/deps';"));
    }

    const { code, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(await readFile(join(root, OPERATIONS), 'utf8')).toContain(
      "from './deps'".replaceAll("'", '"'),
    );
  });

  it('may itself have another name', async () => {
    const root = await ejected();
    const folder = join(root, 'trifold-templates/workflow');
    await rename(join(folder, 'flowControl.ts.hbs'), join(folder, 'limits.ts.hbs'));
    await edit(root, LIST, (list) => list.replace('workflow/flowControl.ts', 'workflow/limits.ts'));

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(out).not.toContain('has no entry for');
  });
});

describe("a team's changelog", () => {
  const CHANGELOG = 'trifold-templates/CHANGELOG.md';

  it('is printed as far as a workflow moves across its versions', async () => {
    const root = await ejected();
    await edit(root, 'trifold-templates/workflow/index.ts.hbs', (text) => `// ours\n${text}`);
    const first = '## 1.0\n\n- Says whose the class is,\n  in its first line.\n';
    await writeFile(join(root, CHANGELOG), `# Changelog\n\n${first}`);
    const once = await regenerate(root);
    await edit(root, 'trifold-templates/workflow/index.ts.hbs', (text) => `// yours\n${text}`);
    await edit(root, CHANGELOG, (text) =>
      text.replace('## 1.0', '## [1.1] - 2026-03-01\n\n### Changed\n\n- And yours.\n\n## 1.0'),
    );
    const twice = await regenerate(root);

    expect([once.check.code, twice.check.code]).toEqual([0, 0]);
    expect(once.out).toMatch(
      /^templates 1 → own-\w+@1\+1\.0 \(1 workflow\)\n +1\.0 {2}Says whose the class is, in its first line\.\n(?! *1)/m,
    );
    expect(twice.out).toMatch(
      /^templates own-\w+@1\+1\.0 → own-\w+@1\+1\.1 \(1 workflow\)\n +1\.1 {2}And yours\.\n(?! *1)/m,
    );
  });
});

describe('the list of files', () => {
  it('may have files of the team, too', async () => {
    const root = await ejected();
    const entry = '"readme": { "template": "readme.md", "path": "{{folder}}/README.md" },';
    await edit(root, LIST, (list) => list.replace('\n  "test"', `\n  ${entry}\n  "test"`));
    await writeFile(join(root, 'trifold-templates/readme.md.hbs'), '# {{Workflow}}\n');

    const { code, out, check } = await regenerate(root);

    expect({ code, check: check.code }).toEqual({ code: 0, check: 0 });
    expect(out).toContain(`added        ${FOLDER}/README.md`);
    expect(await readFile(join(root, FOLDER, 'README.md'), 'utf8')).toBe('# DigestWorkflow\n');
  });

  it.each([
    ['is no JSON', (list: string) => list.replace('"class":', 'class:'), 'GEN_FILE_LIST_INVALID'],
    ['leads out of the project', withPath('index.ts', '../../../../x'), 'GEN_FILE_LIST_INVALID'],
    ['has a path twice', withPath('context.ts', 'index.ts'), 'GEN_PATH_TWICE'],
    ['asks for no known name', withPath('index.ts', '{{nmae}}.ts'), 'GEN_TEMPLATE_BROKEN'],
  ])('is refused where it %s', async (_, change, error) => {
    const root = await ejected();
    await edit(root, LIST, change);
    const { code, err } = await trifold(root, ['regenerate', '--check']);
    expect(code).toBe(2);
    expect(err).toContain(`error ${error}: `);
  });
});
