import type { z } from 'zod';
import { objectIn, propertyAt } from './json-schema.js';
import type { Complaint } from './name.js';
import { nearest } from './suggest.js';

/** What is wrong with one answer: `path` as one would write it in code, `flags[0].name`. */
export interface Problem extends Complaint {
  readonly path: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Words for zod's own issues; passed to `safeParse`, so that a message set in the schema wins. */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const shown = show(issue.input);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'it is missing'
        : `it must be ${article(issue.expected)}, not ${shown}`;
    case 'invalid_value':
      return `${shown} is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return typeof issue.input === 'number'
        ? `${shown} is below ${String(issue.minimum)}`
        : 'it is empty';
    case 'too_big':
      return typeof issue.input === 'number'
        ? `${shown} is above ${String(issue.maximum)}`
        : `there are more than ${String(issue.maximum)}`;
    default:
      return undefined;
  }
}

/** Every problem of a rejected spec, in the order of the schema, each with its fix. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, issue.path);
    return [{ path: writePath(issue.path), message: issue.message, fix: fixOf(issue) }];
  });
}

function unknownKeys(keys: readonly string[], path: Path): Problem[] {
  const parent = propertyAt(path.map((key) => (typeof key === 'number' ? key : String(key))));
  const known = Object.keys((parent && objectIn(parent)?.properties) ?? {});
  return keys.map((key) => {
    const meant = nearest(key, known);
    return {
      path: writePath([...path, key]),
      message: meant === undefined ? 'unknown key' : `unknown key, did you mean ${meant}?`,
      fix:
        meant === undefined ? `remove it; known are ${known.join(', ')}` : `rename it to ${meant}`,
    };
  });
}

function fixOf(issue: Issue): string {
  if (issue.code === 'custom') {
    const fix: unknown = issue.params?.['fix'];
    if (typeof fix === 'string') return fix;
  }
  if (issue.code === 'invalid_value') return `use ${issue.values.map(String).join(' or ')}`;
  const property = propertyAt(
    issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
  );
  if (property?.minimum !== undefined) {
    const kind = property.type === 'integer' ? 'a whole number' : 'a number';
    const upper = property.maximum ?? Number.MAX_SAFE_INTEGER;
    const range = upper === Number.MAX_SAFE_INTEGER ? '' : ` to ${String(upper)}`;
    return `give ${kind} from ${String(property.minimum)}${range}`;
  }
  return property?.type === undefined
    ? 'correct the value'
    : `give ${article(property.type)}${property.description === undefined ? '' : `: ${property.description}`}`;
}

function writePath(path: Path): string {
  return path.reduce<string>((written, key) => {
    if (typeof key === 'number') return `${written}[${String(key)}]`;
    return written === '' ? String(key) : `${written}.${String(key)}`;
  }, '');
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = { int: 'integer', array: 'list' };
  const name = names[type] ?? type;
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`;
}
