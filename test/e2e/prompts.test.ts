import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from '../cli/host-project.js';
import { Terminal } from './terminal.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const script = (name: string) =>
  `${join(repository, 'node_modules/.bin/tsx')} ${join(repository, 'src/cli', name)}`;

const answers = async (root: string) =>
  JSON.parse(await readFile(join(root, '.trifold/digest/record.json'), 'utf8')).answers;

/** Answers the questions after the name and the entity: every proposal is taken but for the flags. */
async function answerTheRest(terminal: Terminal) {
  await terminal.shows('Plural of the entity');
  terminal.enter('');
  await terminal.shows('What happens to one item');
  terminal.enter('send');
  await terminal.shows('Payload flags');
  terminal.enter('paidOnly tone:string@execute');
  await terminal.shows('Dispatch');
  terminal.press('Down');
  terminal.enter('');
  await terminal.shows('Where finished items are looked up');
  terminal.enter('');
  await terminal.shows('Change other settings?');
  terminal.enter('');
}

const ANSWERED = {
  name: 'digest',
  entity: 'person',
  entities: 'people',
  verb: 'send',
  dispatch: 'item',
  filter: 'database',
  flags: [
    { name: 'paidOnly', type: 'boolean', layers: ['process', 'paginate', 'execute'] },
    { name: 'tone', type: 'string', layers: ['execute'] },
  ],
};

describe('at a terminal', { timeout: 120_000 }, () => {
  it('gen workflow asks for everything, and repeats a question with what was wrong', async () => {
    const root = await hostProject();
    const terminal = new Terminal(root);
    terminal.enter(`${script('main.ts')} gen workflow; echo "exit $?"`);

    await terminal.shows('Name of the workflow');
    terminal.enter('2digest');
    await terminal.shows('starts with a digit, an identifier cannot; use two-digest');
    terminal.press('C-u');
    terminal.enter('digest');
    await terminal.shows('Entity it works on');
    terminal.enter('person');
    await answerTheRest(terminal);
    await terminal.shows('exit 0');

    expect(terminal.screen()).toContain('DigestWorkflow.triggerProcessPeople({ dryRun: true })');
    expect(await answers(root)).toMatchObject(ANSWERED);
  });

  it('gen workflow asks for what the flags leave open only', async () => {
    const root = await hostProject();
    const terminal = new Terminal(root);
    const flags = '--entities people --verb send --flag paidOnly --flag tone:string@execute';
    terminal.enter(
      `${script('main.ts')} gen workflow digest ${flags} --dispatch item --filter database; echo "exit $?"`,
    );

    await terminal.shows('Entity it works on');
    terminal.enter('person');
    await terminal.shows('Change other settings?');
    terminal.enter('');
    await terminal.shows('exit 0');

    expect(terminal.screen()).not.toContain('Name of the workflow');
    expect(await answers(root)).toMatchObject(ANSWERED);
  });

  it('gen workflow ends at Ctrl-C with 130, without a stack, and has written nothing', async () => {
    const root = await hostProject();
    const terminal = new Terminal(root);
    terminal.enter(`${script('main.ts')} gen workflow; echo "exit $?"`);

    await terminal.shows('Name of the workflow');
    terminal.enter('digest');
    await terminal.shows('Entity it works on');
    terminal.press('C-c');
    await terminal.shows('exit 130');

    expect(terminal.screen()).not.toMatch(/error|\n +at /i);
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('remove asks before it deletes what a person wrote, and Ctrl-C leaves all as it is', async () => {
    const root = await hostProject();
    await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user']);
    const operations = join(root, 'src/server/workflows/digest/operations.ts');
    await appendFile(operations, '// mine\n');
    const files = await writtenFiles(root);

    const terminal = new Terminal(root);
    terminal.enter(`${script('main.ts')} remove digest; echo "exit $?"`);
    await terminal.shows('operations.ts was edited. Delete it all the same? (y/N)');
    terminal.press('C-c');
    await terminal.shows('exit 130');
    expect(await writtenFiles(root)).toEqual(files);

    terminal.enter(`clear; ${script('main.ts')} remove digest; echo "exit $?"`);
    await terminal.shows('Delete it all the same? (y/N)');
    terminal.enter('y');
    await terminal.shows('exit 0');
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('plop workflow asks the same questions, in order', async () => {
    const pack = JSON.stringify(join(repository, 'src/cli/plop-pack.ts'));
    const root = await hostProject({ 'plopfile.ts': `export { default } from ${pack};\n` });
    const terminal = new Terminal(root);
    terminal.enter(`${script('plop.ts')} workflow digest; echo "exit $?"`);

    await terminal.shows('Entity it works on');
    terminal.enter('person');
    await answerTheRest(terminal);
    await terminal.shows('exit 0');

    expect(await answers(root)).toMatchObject(ANSWERED);
  });
});
