import type { Command } from 'commander';
import type { Io } from './io.js';

/** Sets up a command's arguments and options, and what it does; its exit code comes back through `exit`. */
export type Register = (command: Command, io: Io, exit: (code: number) => void) => void;
