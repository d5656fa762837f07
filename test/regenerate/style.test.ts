import { expect, it } from 'vitest';
import { CLASS } from '../generate/project.js';
import {
  changed,
  editIn,
  EXECUTE,
  generated,
  ours,
  outcomesOf,
  PAGINATE,
  PROCESS,
  readIn,
  regenerate,
  replacing,
} from './project.js';

const STYLES = {
  default: {},
  other: { useTabs: true, singleQuote: true, semi: false, printWidth: 120 },
};

/** Changes in four files: a new statement, an option more, a longer call, another comment. */
const templates = changed(ours, {
  'routes/nextjs/process.ts': replacing('Layer 1: counts,', 'Layer 1, the entry: counts,'),
  'routes/nextjs/paginate.ts': replacing(
    'const source = {',
    "console.debug('a page');\n    const source = {",
  ),
  'routes/nextjs/execute.ts': replacing(
    "message: 'Already processed'",
    "message: 'Already processed, nothing to do', at: rootRunId",
  ),
  'workflow/index.ts': (text) => `// The class and its triggers.\n${text}`,
});

async function outcomesIn(style: keyof typeof STYLES) {
  const project = await generated({}, { '.prettierrc.json': JSON.stringify(STYLES[style]) });
  await editIn(project, PROCESS, 'if (dryRun) {', 'if (dryRun) {\n      audit()');
  await editIn(project, PAGINATE, 'const remaining =', '// what is left\n    const remaining =');
  await editIn(project, EXECUTE, 'const loaded =', '// the item\n    const loaded =');
  await editIn(project, CLASS, 'export class', '/** Mine. */\nexport class');
  const outcomes = outcomesOf(await regenerate(project, { templates }));
  return { outcomes, text: await readIn(project, PAGINATE) };
}

it('merges as well in a project of another style, and in that style', async () => {
  const usual = await outcomesIn('default');
  const other = await outcomesIn('other');

  expect(other.outcomes).toEqual(usual.outcomes);
  expect(Object.values(other.outcomes)).toEqual(Array(4).fill('merged'));
  expect(other.text).toContain("\t\tconsole.debug('a page')\n");
});
