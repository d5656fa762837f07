import type { Register } from './register.js';
import { register as registerCloudReexport } from './gen-cloud-reexport.js';
import { register as registerWorkflow } from './gen-workflow.js';

export const register: Register = (command, io, exit) => {
  registerWorkflow(
    command.command('workflow [name]').description('generate a three-layer workflow'),
    io,
    exit,
  );
  registerCloudReexport(
    command
      .command('cloud-reexport [name]')
      .description('generate the re-exports of a workflow, in the cloud repository'),
    io,
    exit,
  );
};
