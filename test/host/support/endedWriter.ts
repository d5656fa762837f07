/**
 * A process that writes the scenario and does not live to tell:
 * `endedWriter <project> kill|interrupt <operations before it happens>`.
 */
import { openProject } from '../../../src/host/project.js';
import { writeAll } from '../../../src/host/writer.js';
import { dyingDisk } from './dyingDisk.js';
import { changes } from './scenario.js';

const [root = '', what, after] = process.argv.slice(2);

const disk = dyingDisk({ fails: isTheMoment, die: kill, torn: true });
await writeAll(await openProject(root), changes, { command: 'gen workflow digest', disk });
// Only a signal ends this process.
setTimeout(() => process.exit(3), 5_000);

function isTheMoment(count: number): boolean {
  if (count !== Number(after) + 1) return false;
  if (what === 'interrupt') process.kill(process.pid, 'SIGINT');
  return what === 'kill';
}

function kill(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
