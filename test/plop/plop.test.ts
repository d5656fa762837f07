import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import nodePlop from 'node-plop';
import { describe, expect, it } from 'vitest';
import trifold from '../../src/cli/plop-pack.js';
import { runPlop } from '../../src/cli/run-plop.js';
import { promptList, registerGenerators } from '../../src/generate/plop.js';
import { TrifoldError } from '../../src/shared/errors.js';
import { questionsOf } from '../../src/spec/questions.js';
import { hostProject, writtenFiles } from '../cli/host-project.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const pack = JSON.stringify(join(repository, 'src/cli/plop-pack.ts'));
const ANSWERS = ['workflow', 'digest', 'user', 'users', 'send', 'paidOnly', 'item', 'redis', 'n'];

/** Runs a plopfile in this process, without a terminal. */
async function plop(root: string, argv: readonly string[]) {
  let out = '';
  let err = '';
  const code = await runPlop(argv, {
    plopfile: join(root, 'plopfile.mjs'),
    isTerminal: false,
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

/** Runs what `pnpm plop` runs, in the folder of a project. */
async function pnpmPlop(root: string, argv: readonly string[]) {
  const tsx = join(repository, 'node_modules/.bin/tsx');
  const script = join(repository, 'src/cli/plop.ts');
  return promisify(execFile)(tsx, [script, ...argv], { cwd: root });
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: unknown) => (error instanceof TrifoldError ? error : undefined),
  );

describe('our generators', () => {
  it('ask the questions of the spec, in their order', async () => {
    const api = await nodePlop();
    trifold(api);
    expect(api.getGeneratorList().map(({ name }) => name)).toEqual(['workflow', 'cloud-reexport']);
    const asked = promptList(api.getGenerator('workflow')).map(({ name }) => name);
    const keys = questionsOf('workflow').map(({ key }) => key);
    expect(asked.filter((name) => name !== 'everySetting')).toEqual(keys);
    expect(asked.indexOf('everySetting')).toBe(7);
  });

  it('do not ask what is given, and hand everything to the one action', async () => {
    const api = await nodePlop();
    const calls: unknown[] = [];
    const actions = {
      defaults: async () => ({}),
      generate: async (...call: unknown[]) => {
        calls.push(call);
        return 'done';
      },
    };
    registerGenerators(api, actions, { name: 'digest', verb: 'send' });
    const generator = api.getGenerator('workflow');
    expect(promptList(generator).map(({ name }) => name)).not.toContain('verb');

    const answers = await generator.runPrompts(['user', 'users', 'paidOnly', 'item', 'redis', 'n']);
    const { changes, failures } = await generator.runActions(answers);

    expect(failures).toEqual([]);
    expect(changes).toEqual([{ type: 'function', path: 'done' }]);
    expect(calls).toEqual([
      [
        'workflow',
        {
          name: 'digest',
          verb: 'send',
          entity: 'user',
          entities: 'users',
          flags: [{ name: 'paidOnly' }],
          dispatch: 'item',
          filter: 'redis',
        },
        { force: false },
      ],
    ]);
  });

  it('refuse an answer that the spec refuses, with the fix', async () => {
    const api = await nodePlop();
    trifold(api);
    await expect(api.getGenerator('workflow').runPrompts(['2fast'])).rejects.toThrow(
      '"2fast" starts with a digit, an identifier cannot; use two-fast',
    );
  });
});

const ECHO = `export default (plop) => plop.setGenerator('echo', {
  description: 'echo',
  prompts: [{ type: 'input', name: 'pageSize' }, { type: 'input', name: 'note' }],
  actions: [(answers) => JSON.stringify(answers)],
});`;

describe('a plopfile', () => {
  it('takes answers by name after --, in either spelling', async () => {
    const root = await hostProject({ 'plopfile.mjs': ECHO });
    const { code, out } = await plop(root, ['--', '--page-size', '20', '--note=hi']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ pageSize: '20', note: 'hi' });
  });

  it('ends with 2 when an action fails', async () => {
    const failing = ECHO.replace('JSON.stringify(answers)', 'Promise.reject(new Error("boom"))');
    const root = await hostProject({ 'plopfile.mjs': failing });
    expect(await plop(root, ['echo', '20', 'hi'])).toEqual({
      code: 2,
      out: '',
      err: 'error CLI_PLOP_ACTION: boom\n  fix: correct the cause, then run the generator again\n',
    });
  });

  it.each([
    ['throws', 'throw new Error("boom");', 'boom'],
    ['does not parse', 'export default (', 'Unexpected end of input'],
    ['exports nothing', 'export const x = 1;', 'not a function'],
  ])('is reported when it %s', async (_, text, why) => {
    const root = await hostProject({ 'plopfile.mjs': text });
    const error = await failureOf(plop(root, ['workflow']));
    expect(error?.code).toBe('CLI_PLOP_PLOPFILE');
    expect(error?.why).toContain(why);
  });

  it.each([
    [['nope'], 'there is no generator nope', 'run one of: plop echo'],
    [['echo', '20'], 'missing: note', 'give them by name: -- --note <answer>'],
    [
      ['echo', '--', '--note', 'x', '--pagesize', '2'],
      'no question is named pagesize',
      '--pageSize',
    ],
    [['echo', '1', '2', '3'], 'there are 2 questions only', 'the questions are pageSize, note'],
    [['--colour'], "Unknown option '--colour'", 'answers by name come after --'],
  ])('says what it needs when called with %j', async (argv, message, fix) => {
    const root = await hostProject({ 'plopfile.mjs': ECHO });
    const error = await failureOf(plop(root, argv));
    expect(error?.message).toContain(message);
    expect(error?.fix).toContain(fix);
  });
});

describe('pnpm plop', () => {
  it("runs our generators in a team's own plopfile, and fails where a file is in the way", async () => {
    const root = await hostProject({
      'plopfile.ts': `import trifold from ${pack};
export default function (plop: Parameters<typeof trifold>[0]) {
  trifold(plop);
}`,
    });

    const { stdout } = await pnpmPlop(root, ANSWERS);
    expect(stdout).toContain('done 12 created');
    expect(await writtenFiles(root)).toContain('.trifold/digest/record.json');

    const route = 'src/app/(backend)/api/workflows/digest/send-user/route.ts';
    await writeFile(join(root, route), '// mine\n');
    await expect(pnpmPlop(root, ANSWERS)).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error GEN_TARGET_EXISTS: .*\n {2}why: .*\n {2}fix: .*\n$/),
    });
  });

  it('ends non-zero when the plopfile does not load', async () => {
    const root = await hostProject({ 'plopfile.ts': 'throw new Error("boom");' });
    await expect(pnpmPlop(root, [])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error CLI_PLOP_PLOPFILE: '),
    });
  });
});
