/** Removes the workflow digest, or undoes the last command: `remove` or `undo`. */
import { undo } from '../../../src/host/undo.js';
import { removeWorkflow } from '../../../src/regenerate/remove.js';
import { mayBeEnded } from '../../host/support/endings.js';

await mayBeEnded((project, disk, [command]) =>
  command === 'undo'
    ? undo(project, { force: false, disk })
    : removeWorkflow(project, 'digest', { removesEdited: () => false, disk }),
);
