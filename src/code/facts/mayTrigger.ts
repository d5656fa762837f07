import type { FunctionCode, ModuleCode } from '../syntax/code.js';

/**
 * The functions of a file, without those inside others, in which something is called or made by a name that speaks of
 * starting runs. What calls such a function under another name is met with the function itself.
 */
export function functionsThatMayTrigger(
  { functions }: ModuleCode,
  isKnown: (code: FunctionCode) => boolean,
): FunctionCode[] {
  return functions.filter(
    (code) => code.outer === undefined && !isKnown(code) && speaks(code.body, functions),
  );
}

const telling = /trigger|client|start|enqueue|schedule|dispatch|launch|kick/i;

/** Whether such a name is anywhere in a piece of code, functions inside it included. */
function speaks(code: unknown, functions: readonly FunctionCode[]): boolean {
  if (typeof code !== 'object' || code === null) return false;
  if ('name' in code && typeof code.name === 'string' && telling.test(code.name)) return true;
  if ('kind' in code && code.kind === 'function' && 'index' in code)
    return speaks(functions[Number(code.index)]?.body, functions);
  return Object.values(code).some((part) => speaks(part, functions));
}
