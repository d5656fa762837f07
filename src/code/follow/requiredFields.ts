import type { ModuleCode, TypeCode } from '../syntax/code.js';
import type { Project } from './walk.js';

interface Field {
  readonly name: string;
  readonly optional: boolean;
}

/** The fields an object of this type must have; undefined where the type cannot be followed to its end. */
export function requiredFields(
  project: Project,
  module: ModuleCode,
  type: TypeCode,
): string[] | undefined {
  const fields = fieldsOfType(project, module, type);
  return fields?.filter(({ optional }) => !optional).map(({ name }) => name);
}

/** The fields an object of this type may have, all of them; undefined where the type cannot be followed to its end. */
export function fieldsOfType(
  project: Project,
  module: ModuleCode,
  type: TypeCode,
  depth = 0,
): Field[] | undefined {
  if (depth > 20) return undefined;
  switch (type.kind) {
    case 'object':
      return type.members;
    case 'all': {
      const parts = type.types.map((part) => fieldsOfType(project, module, part, depth + 1));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
    case 'reference':
      return named(project, module, type, depth + 1);
    case 'texts':
    case 'other':
      return undefined;
  }
}

function named(
  project: Project,
  module: ModuleCode,
  { name, args }: Extract<TypeCode, { kind: 'reference' }>,
  depth: number,
): Field[] | undefined {
  const declared = findType(project, module, name);
  if (declared) return fieldsOfType(project, declared.module, declared.type, depth);
  const [first, keys] = args;
  const fields = first && fieldsOfType(project, module, first, depth);
  const picked = keys?.kind === 'texts' ? keys.values : undefined;
  switch (name) {
    case 'Partial':
      return fields?.map((field) => ({ ...field, optional: true }));
    case 'Required':
      return fields?.map((field) => ({ ...field, optional: false }));
    case 'Readonly':
      return fields;
    case 'Pick':
      return picked && fields?.filter((field) => picked.includes(field.name));
    case 'Omit':
      return picked && fields?.filter((field) => !picked.includes(field.name));
    default:
      return undefined;
  }
}

/** Where a type of this name is declared, followed through imports and re-exports. */
export function findType(
  project: Project,
  module: ModuleCode,
  name: string,
  depth = 0,
): { module: ModuleCode; type: TypeCode } | undefined {
  if (depth > 20) return undefined;
  const own = module.types.find((each) => each.name === name);
  if (own) return { module, type: own.type };
  const imported = module.imports.find((each) => each.name === name);
  return imported && exportedType(project, module, imported, depth + 1);
}

function exportedType(
  project: Project,
  from: ModuleCode,
  { specifier, imported }: { specifier: string; imported: string },
  depth: number,
): { module: ModuleCode; type: TypeCode } | undefined {
  const path = project.resolve(from.path, specifier);
  if (path === undefined || depth > 20) return undefined;
  const module = project.module(path);
  const exported = module.exports.find((each) => each.kind !== 'all' && each.name === imported);
  if (exported?.kind === 'local') return findType(project, module, exported.local, depth + 1);
  if (exported?.kind === 'from') return exportedType(project, module, exported, depth + 1);
  for (const each of module.exports) {
    if (each.kind !== 'all') continue;
    const found = exportedType(project, module, { specifier: each.specifier, imported }, depth + 1);
    if (found) return found;
  }
  return undefined;
}
