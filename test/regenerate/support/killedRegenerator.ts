/**
 * A process that regenerates with changed templates and does not live to tell:
 * `killedRegenerator <project> <templates> <operations before it dies>`; with `whole` it prints how many there are.
 */
import { templatesIn, type Templates } from '../../../src/generate/templates.js';
import { openProject } from '../../../src/host/project.js';
import { regenerateProject } from '../../../src/regenerate/regenerate.js';
import { countingDisk, dyingDisk } from '../../host/support/dyingDisk.js';

const [root = '', folder = '', after = ''] = process.argv.slice(2);

const { disk: counted, operations } = countingDisk();
const disk =
  after === 'whole'
    ? counted
    : dyingDisk({ fails: (count) => count === Number(after) + 1, die: kill, torn: true });

await regenerateProject(await openProject(root), {
  write: true,
  trifoldVersion: '1.0.0',
  templates: changed(templatesIn(folder)),
  set: { test: false },
  disk,
});
console.log(operations());

/** Few files say something else: a run takes as long as they take to be formatted. */
function changed(templates: Templates): Templates {
  return (path) => {
    const render = templates(path);
    return (view) =>
      render(view)
        .replace('Layer 1:', 'Layer 1 (new):')
        .replace('Layer 3:', 'Layer 3 (new):')
        .replace('/** What every operation', '/** What each operation');
  };
}

function kill(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
