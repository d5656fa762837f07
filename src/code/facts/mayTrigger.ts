import type { FunctionCode, ModuleCode } from '../syntax/code.js';

/**
 * The functions of a file, without those inside others, in which something is called or made by a name that speaks of
 * starting runs. What calls such a function under another name is met with the function itself.
 */
export function functionsThatMayTrigger({ functions }: ModuleCode): FunctionCode[] {
  const bodies = functions.map(({ body }) => JSON.stringify(body));
  const inner = bodies.map((body) =>
    [...body.matchAll(/"kind":"function","index":(\d+)/g)].map(([, index]) => Number(index)),
  );
  const nested = new Set(inner.flat());
  const speaks = (index: number): boolean =>
    telling.test(bodies[index] ?? '') || (inner[index] ?? []).some(speaks);
  return functions.filter((_, index) => !nested.has(index) && speaks(index));
}

const telling =
  /"name":"[^"]*(?:trigger|client|start|enqueue|schedule|dispatch|launch|kick)[^"]*"/i;
