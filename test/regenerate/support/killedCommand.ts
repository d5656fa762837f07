/**
 * A process that removes the workflow digest, or undoes the last command, and does not live to tell:
 * `killedCommand <project> remove|undo <operations before it dies>`; with `whole` it prints how many there are.
 */
import { openProject } from '../../../src/host/project.js';
import { undo } from '../../../src/host/undo.js';
import { removeWorkflow } from '../../../src/regenerate/remove.js';
import { countingDisk, dyingDisk } from '../../host/support/dyingDisk.js';

const [root = '', command, after = ''] = process.argv.slice(2);

const { disk: counted, operations } = countingDisk();
const disk =
  after === 'whole'
    ? counted
    : dyingDisk({ fails: (count) => count === Number(after) + 1, die: kill, torn: true });

const project = await openProject(root);
if (command === 'undo') await undo(project, { force: false, disk });
else await removeWorkflow(project, 'digest', { removesEdited: () => false, disk });
console.log(operations());

function kill(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
