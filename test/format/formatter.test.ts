import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFormatter, isFixedPoint } from '../../src/format/formatter.js';

const messy = 'export const  a = "x"';

describe('a formatter', () => {
  it("follows Prettier's defaults where the project has no configuration", async () => {
    const format = createFormatter(await projectWith({}));
    expect(await format('src/a.ts', messy)).toBe('export const a = "x";\n');
  });

  it("follows the project's configuration, overrides included", async () => {
    const format = createFormatter(
      await projectWith({
        '.prettierrc': JSON.stringify({
          semi: false,
          singleQuote: true,
          overrides: [{ files: '*.test.ts', options: { semi: true } }],
        }),
      }),
    );
    expect(await format('src/a.ts', messy)).toBe("export const a = 'x'\n");
    expect(await format('src/a.test.ts', messy)).toBe("export const a = 'x';\n");
  });

  it('looks for the configuration from each file upwards', async () => {
    const format = createFormatter(
      await projectWith({
        '.prettierrc': 'singleQuote: true',
        '.editorconfig': 'root = true\n[*]\nindent_style = tab\n',
        'packages/one/package.json': '{ "prettier": { "semi": false } }',
        'packages/two/package.json': '{}',
      }),
    );
    const text = 'if (a) { b("x") }';
    expect(await format('packages/one/src/a.ts', text)).toBe('if (a) {\n\tb("x")\n}\n');
    expect(await format('packages/two/src/a.ts', text)).toBe("if (a) {\n\tb('x');\n}\n");
    expect(await format('a.ts', text)).toBe("if (a) {\n\tb('x');\n}\n");
  });

  it('follows .editorconfig, which the configuration can overrule', async () => {
    const format = createFormatter(
      await projectWith({
        '.editorconfig': 'root = true\n[*]\nindent_style = tab\nend_of_line = crlf\n',
        '.prettierrc.yaml': 'endOfLine: lf\n',
      }),
    );
    expect(await format('a.ts', 'if (a) { b() }')).toBe('if (a) {\n\tb();\n}\n');
  });

  it('writes the line ends that the project wants', async () => {
    const format = createFormatter(await projectWith({ '.prettierrc': 'endOfLine: crlf' }));
    expect(await format('a.ts', 'a();\nb();\n')).toBe('a();\r\nb();\r\n');
  });

  it("loads plugins from where the configuration is, not from the caller's folder", async () => {
    const format = createFormatter(
      await projectWith({
        '.prettierrc': '{ "plugins": ["prettier-plugin-shout"] }',
        'node_modules/prettier-plugin-shout/index.js': shoutPlugin,
      }),
    );
    expect(await format('a.shout', 'hello')).toBe('HELLO');
  });

  it("uses the project's own Prettier from version 3 on", async () => {
    const own = (version: string) =>
      projectWith({ 'node_modules/prettier/index.js': fakePrettier(version) });
    expect(await createFormatter(await own('3.9.9'))('a.ts', messy)).toBe('by the own one');
    expect(await createFormatter(await own('2.8.8'))('a.ts', messy)).toContain('export const a');
  });

  it('leaves files of an unknown kind as they are', async () => {
    const format = createFormatter(await projectWith({}));
    expect(await format('a.unknown', ' as\r\n it is')).toBe(' as\r\n it is');
  });

  it('takes absolute paths, of files that need not exist', async () => {
    const root = await projectWith({ 'src/.prettierrc': 'semi: false' });
    expect(await createFormatter(root)(join(root, 'src/new/a.ts'), messy)).not.toContain(';');
  });

  it('knows formatted text as a fixed point', async () => {
    const format = createFormatter(await projectWith({}));
    expect(await isFixedPoint(format, 'a.ts', messy)).toBe(false);
    expect(await isFixedPoint(format, 'a.ts', await format('a.ts', messy))).toBe(true);
  });

  it('names file, line and column of a syntax error', async () => {
    const format = createFormatter(await projectWith({}));
    await expect(format('src/a.ts', 'const a = 1;\nconst b = ;\n')).rejects.toMatchObject({
      code: 'FORMAT_FAILED',
      message: 'Prettier cannot format src/a.ts:2:11',
      why: 'Expression expected.',
    });
  });

  it.each([
    ['a broken configuration', '{ "semi": '],
    ['an unknown plugin', '{ "plugins": ["prettier-plugin-not-there"] }'],
  ])('says so when the project has %s', async (_, config) => {
    const format = createFormatter(await projectWith({ '.prettierrc.json': config }));
    await expect(format('a.ts', messy)).rejects.toMatchObject({
      code: 'FORMAT_CONFIG_INVALID',
      fix: expect.stringContaining('prettier --check'),
    });
  });
});

const shoutPlugin = `
module.exports = {
  languages: [{ name: 'shout', parsers: ['shout'], extensions: ['.shout'] }],
  parsers: { shout: { parse: (text) => ({ text }), astFormat: 'shout', locStart: () => 0, locEnd: () => 0 } },
  printers: { shout: { print: (path) => path.node.text.toUpperCase() } },
};`;

function fakePrettier(version: string): string {
  return `
exports.version = '${version}';
exports.resolveConfig = async () => null;
exports.resolveConfigFile = async () => null;
exports.getFileInfo = async () => ({ inferredParser: 'typescript' });
exports.format = async () => 'by the own one';`;
}

async function projectWith(files: Record<string, string>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'trifold-format-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
