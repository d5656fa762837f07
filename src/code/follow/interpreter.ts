import { bind } from './bind.js';
import { evaluate } from './evaluate.js';
import { execute } from './execute.js';
import { invoke } from './invoke.js';
import type { Interpreter } from './walk.js';

export const interpreter: Interpreter = { evaluate, execute, bind, invoke };
