import { WHOLE } from '../syntax/commonExports.js';
import { value, type Value } from './value.js';
import type { Project } from './walk.js';

/** `require('x')`, and what `createRequire(import.meta.url)` made: `const { serve } = require('@upstash/workflow/express')`. */
export function isRequire({ shape }: Value): boolean {
  if (shape.kind !== 'external') return false;
  const path = shape.path.join('.');
  if (shape.module === 'global') return path === 'require';
  return /^(node:)?module$/.test(shape.module) && /^(default\.)?createRequire\.\(\)$/.test(path);
}

/** What `require` answers; undefined where the module's name is not written out. */
export function required(
  project: Project,
  from: string,
  [specifier]: readonly Value[],
): Value | undefined {
  if (specifier?.shape.kind !== 'constant' || typeof specifier.shape.value !== 'string')
    return undefined;
  const module = specifier.shape.value;
  const path = project.resolve(from, module);
  const isWhole =
    path !== undefined &&
    project.module(path).exports.some((each) => each.kind === 'value' && each.name === WHOLE);
  if (isWhole) return project.exported(path, WHOLE);
  if (path !== undefined)
    return value({ kind: 'module', path }, { identity: `module ${path}`, label: module });
  return value({ kind: 'external', module, path: [] }, { identity: `${module}#`, label: module });
}
