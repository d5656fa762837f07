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
    check: check.ms > again.ms ? check : again,
    write,
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

/** Time on the clock and of the processor, that of other threads included. */
async function timed<Result>(
  work: () => Promise<Result>,
): Promise<[{ ms: number; cpuMs: number }, Result]> {
  const before = performance.now();
  const cpuBefore = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return [{ ms: performance.now() - before, cpuMs: (user + system) / 1_000 }, result];
}
