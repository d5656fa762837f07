import { isMainThread, parentPort } from 'node:worker_threads';
import { openProject, type Project } from '../../../src/host/project.js';
import type { Disk } from '../../../src/host/disk.js';
import { countingDisk, dyingDisk, haltingDisk } from './dyingDisk.js';

/** What works on a project, through a disk that may end it. */
export type Work = (project: Project, disk: Disk, given: readonly string[]) => Promise<unknown>;

export interface Order {
  readonly root: string;
  readonly given: readonly string[];
  /** The operations of the disk before the end; `whole` for no end. */
  readonly after: number | 'whole';
}

/**
 * Makes a file a program that does not live to tell. As a process, `<project> <what it is given…> <operations>`, it is killed by a
 * signal. As a thread it stays, and takes one order after the other: each is halted where its disk is asked for one operation
 * more, so that nothing of it runs any further, no cleanup either.
 */
export async function mayBeEnded(work: Work): Promise<void> {
  if (isMainThread) {
    const [root = '', ...given] = process.argv.slice(2);
    const fails = (count: number) => count > Number(given.at(-1));
    const disk = dyingDisk({ fails, die: kill, torn: true });
    await work(await openProject(root), disk, given.slice(0, -1));
    return;
  }
  parentPort?.on('message', (order: Order) => {
    void inThread(work, order).then((answer) => parentPort?.postMessage(answer));
  });
}

/** How many operations it took as a whole, or `halted`. */
async function inThread(work: Work, { root, given, after }: Order): Promise<number | 'halted'> {
  const project = await openProject(root);
  if (after === 'whole') {
    const { disk, operations } = countingDisk();
    await work(project, disk, given);
    return operations();
  }
  return new Promise((halted, failed) => {
    const disk = haltingDisk(after, () => halted('halted'));
    work(project, disk, given).then(() => failed(new Error('it was not halted')), failed);
  });
}

function kill(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
