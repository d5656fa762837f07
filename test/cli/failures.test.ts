import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const DIGEST = ['gen', 'workflow', 'digest', '--entity', 'user'];

describe('failures', () => {
  it('are one JSON document with --json', async () => {
    const root = await hostProject();

    const { code, out, err } = await trifold(root, ['gen', 'workflow', 'digest', '--json']);

    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'CLI_ANSWERS_MISSING',
        message: 'missing: --entity <text>',
        why: 'gen workflow has no default for it, and nobody to ask',
        fix: 'add --entity <text>, or put "entity" into the --spec file',
      },
    });
  });

  it.each<[string, string[], string, string]>([
    ['a misspelt command', ['gne'], "unknown command 'gne'", 'write gen'],
    ['a misspelt generator', ['gen', 'workfow'], "unknown command 'workfow'", 'write workflow'],
    ['a misspelt flag', [...DIGEST, '--page-sise', '1'], "'--page-sise'", 'write --page-size'],
    ['a flag without its value', [...DIGEST, '--verb'], 'argument missing', '--help'],
    ['one name too many', [...DIGEST, 'other'], 'too many arguments', '--help'],
  ])('of usage name what was meant: %s', async (_, argv, message, fix) => {
    const root = await hostProject();
    const { code, err } = await trifold(root, argv);
    expect(code).toBe(2);
    expect(err).toContain('error CLI_USAGE: ');
    expect(err).toContain(message);
    expect(err).toContain(fix);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it.each([
    ['missing.json', 'ENOENT'],
    ['broken.json', 'JSON'],
    ['list.json', 'it is not a JSON object'],
  ])('of a spec file say why: %s', async (file, why) => {
    const root = await hostProject({ 'broken.json': '{"name": ', 'list.json': '[]' });
    const { code, err } = await trifold(root, ['gen', 'workflow', '--spec', file]);
    expect(code).toBe(2);
    expect(err).toContain(`error CLI_SPEC_UNREADABLE: cannot read answers from ${file}`);
    expect(err).toContain(why);
  });

  it('of a folder without a project say so', async () => {
    const root = await hostProject();
    const { code, err } = await trifold(root, [...DIGEST, '--cwd', 'nowhere/at/all']);
    expect(code).toBe(2);
    expect(err).toContain('error HOST_NO_PROJECT: ');
  });
});
