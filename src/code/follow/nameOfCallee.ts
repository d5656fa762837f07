import type { CallCode, Code } from '../syntax/code.js';

/** A call as a reader would write it: `Date.now()`, `new Date()`, `db.insert().values()`. */
export function nameOfCallee({ creates, callee }: CallCode): string {
  return `${creates ? 'new ' : ''}${spell(callee)}()`;
}

/** The names along a chain of calls, outermost last: `db.insert(users).values(…)` is db, insert, values. */
export function namesAlong(code: Code): string[] {
  switch (code.kind) {
    case 'reference':
      return [code.name];
    case 'member':
      return [...namesAlong(code.object), ...(typeof code.name === 'string' ? [code.name] : [])];
    case 'call':
      return namesAlong(code.callee);
    case 'await':
    case 'typed':
      return namesAlong(code.value);
    default:
      return [];
  }
}

function spell(code: Code): string {
  switch (code.kind) {
    case 'reference':
      return code.name;
    case 'this':
      return 'this';
    case 'member':
      return typeof code.name === 'string'
        ? `${spell(code.object)}.${code.name}`
        : spell(code.object);
    case 'call':
      return nameOfCallee(code);
    case 'await':
      return `(await ${spell(code.value)})`;
    case 'typed':
      return spell(code.value);
    default:
      return '…';
  }
}
