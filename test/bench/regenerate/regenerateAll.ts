/** Regenerates many workflows after one line of a template has changed: `regenerateAll <workflows>` prints figures as JSON. */
import { rm } from 'node:fs/promises';
import { templatesIn, type Templates } from '../../../src/generate/templates.js';
import { regenerateProject } from '../../../src/regenerate/regenerate.js';
import { manyWorkflows } from './manyWorkflows.js';

const count = Number(process.argv[2]);
const ours = templatesIn('templates');

/** One line more in the class of every workflow. */
const oneLineMore: Templates = (path) => {
  const render = ours(path);
  return path === 'workflow/index.ts' ? (view) => `// One line more.\n${render(view)}` : render;
};

const options = { trifoldVersion: '0.0.0' };
const project = await manyWorkflows(count, ours);
try {
  const [check, checked] = await timed(() =>
    regenerateProject(project, { ...options, templates: ours, write: false }),
  );
  const [write, written] = await timed(() =>
    regenerateProject(project, { ...options, templates: oneLineMore, write: true }),
  );
  const [again, checkedAgain] = await timed(() =>
    regenerateProject(project, { ...options, templates: oneLineMore, write: false }),
  );
  const figures = {
    checkMs: Math.max(check, again),
    writeMs: write,
    isClean: ![checked, checkedAgain].some(({ groups }) =>
      groups.some(({ isOutOfDate }) => isOutOfDate),
    ),
    updated: written.groups
      .flatMap(({ files }) => files)
      .filter(({ outcome }) => outcome === 'updated').length,
  };
  console.log(JSON.stringify(figures));
} finally {
  await rm(project.root, { recursive: true });
}

async function timed<Result>(work: () => Promise<Result>): Promise<[number, Result]> {
  const before = performance.now();
  const result = await work();
  return [performance.now() - before, result];
}
