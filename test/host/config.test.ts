import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/host/config.js';
import { temporaryProject } from './support/project.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const defaults = { lint: { rules: {}, exclude: [], wrappers: [] } };

describe('a project without a configuration', () => {
  it('has the defaults', async () => {
    expect(await loadConfig(await temporaryProject())).toEqual(defaults);
  });
});

describe('the configuration', () => {
  const lint = { rules: { 'log-prefix': 'off' }, wrappers: ['@vendor/x#serveTraced'] };
  const expected = { templates: 'tools/templates', lint: { ...defaults.lint, ...lint } };
  const literal = JSON.stringify({ templates: 'tools/templates', lint });

  it.each([
    ['trifold.config.ts', `const config: object = ${literal};\nexport default config;\n`],
    ['trifold.config.js', `module.exports = ${literal};\n`],
    ['trifold.config.mjs', `export default ${literal};\n`],
    ['trifold.config.json', `\uFEFF${literal}`],
    ['package.json', `{ "name": "host", "trifold": ${literal} }`],
  ])('is read from %s', async (name, text) => {
    expect(await loadConfig(await temporaryProject({ [name]: text }))).toEqual(expected);
  });

  it('may import other files', async () => {
    const project = await temporaryProject({
      'trifold.config.ts':
        "import { rules } from './rules';\nexport default { lint: { rules } };\n",
      'rules.ts': "export const rules: Record<string, 'off'> = { 'log-prefix': 'off' };\n",
    });
    expect((await loadConfig(project)).lint.rules).toEqual({ 'log-prefix': 'off' });
  });

  it('may be written with defineConfig', async () => {
    const project = await temporaryProject({
      'trifold.config.ts':
        "import { defineConfig } from './defineConfig';\nexport default defineConfig({ lint: { exclude: ['legacy/**'] } });\n",
      'defineConfig.ts': `export { defineConfig } from '${join(repository, 'src/host/defineConfig.ts')}';\n`,
    });
    expect((await loadConfig(project)).lint.exclude).toEqual(['legacy/**']);
  });
});

describe('a configuration that cannot be used', () => {
  it.each([
    ['an unknown key', 'export default { lnt: {} };', 'Unrecognized key: "lnt"'],
    ['an unknown severity', "export default { lint: { rules: { a: 'fatal' } } };", 'lint.rules.a'],
    ['a wrapper without a module', "export default { lint: { wrappers: ['serve'] } };", 'module#'],
    ['no object', 'export default 1;', 'expected object'],
    ['a syntax error', 'export default {', 'Unexpected token'],
    ['an error of its own', "throw new Error('no network');", 'no network'],
  ])('says what is wrong: %s', async (_, text, why) => {
    const project = await temporaryProject({ 'trifold.config.ts': text });
    await expect(loadConfig(project)).rejects.toMatchObject({
      code: 'HOST_CONFIG_INVALID',
      message: 'cannot read trifold.config.ts',
      why: expect.stringContaining(why),
    });
  });

  it('is one of two', async () => {
    const project = await temporaryProject({
      'package.json': '{ "trifold": {} }',
      'trifold.config.json': '{}',
    });
    await expect(loadConfig(project)).rejects.toMatchObject({
      code: 'HOST_CONFIG_TWICE',
      message: 'trifold.config.json and package.json#trifold both configure Trifold',
    });
  });
});
