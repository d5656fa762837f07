import pluralize from 'pluralize';
import type { Flag } from './flag.js';
import { LAYERS, type Layer } from './layers.js';
import type { Complaint } from './name.js';
import { namesOf, type NamedThings, type Names } from './naming.js';
import * as reserved from './reserved.js';

/** A complaint about one answer, given all the others. */
export interface Contradiction extends Complaint {
  readonly path: (string | number)[];
}

interface Answers extends NamedThings {
  readonly flags: readonly Flag[];
  readonly payloadTypes: Readonly<Record<Layer, string>>;
  readonly database: { readonly name: string } | null;
}

/** Everything that is wrong between answers that are each fine alone. */
export function contradictionsIn(answers: Answers): Contradiction[] {
  const names = namesOf(answers);
  const singular = pluralize.singular(answers.entity);
  return [
    ...about(['name'], reserved.complaintAboutName(names)),
    ...about(['entity'], reserved.complaintAboutEntity(names)),
    ...about(['entities'], reserved.complaintAboutEntities(names, singular)),
    ...about(['verb'], reserved.complaintAboutVerb(names)),
    ...about(['verb'], sameRoute(names) ?? sameOperation(names)),
    ...flagContradictions(answers.flags, names),
    ...typeContradictions(answers.payloadTypes, names),
    ...about(['paths', 'workflows'], outsideAlias(answers)),
    ...about(['database', 'name'], accessorComplaint(answers.database, names)),
  ];
}

function about(path: (string | number)[], complaint: Complaint | undefined): Contradiction[] {
  return complaint === undefined ? [] : [{ path, ...complaint }];
}

function sameRoute({ routes }: Names): Complaint | undefined {
  if (routes.execute !== routes.process && routes.execute !== routes.paginate) return undefined;
  return {
    message: `layer 3 would get the route of another layer, ${routes.execute}`,
    fix: 'use another verb or another plural',
  };
}

function sameOperation({ operations, verb, entity }: Names): Complaint | undefined {
  const { run, ...others } = operations;
  if (!Object.values(others).includes(run)) return undefined;
  return {
    message: `there is a function ${run} already, which does not ${verb.words} one ${entity.words}`,
    fix: 'use execute, or what happens to one item',
  };
}

function flagContradictions(flags: readonly Flag[], names: Names): Contradiction[] {
  return flags.flatMap(({ name }, index) => {
    const complaint = reserved.complaintAboutFlag(name, names);
    if (complaint !== undefined) return about(['flags', index, 'name'], complaint);
    if (flags.findIndex((flag) => flag.name === name) === index) return [];
    return about(['flags', index, 'name'], {
      message: `there are two flags named ${name}`,
      fix: 'keep one of them',
    });
  });
}

/** Types that one module exports, or that import each other, need different names. */
function typeContradictions(types: Answers['payloadTypes'], names: Names): Contradiction[] {
  const used = new Set([
    names.className,
    names.flagsType,
    names.contextType,
    names.failureType,
    `${names.entities.pascal}Count`,
    `Loaded${names.entity.pascal}`,
  ]);
  const clash = (path: string[], type: string, fix: string) => {
    if (used.has(type)) return about(path, { message: `there is another type named ${type}`, fix });
    used.add(type);
    return [];
  };
  return [
    ...clash(['entity'], names.itemType, 'say more exactly what the entity is'),
    ...clash(['verb'], names.resultType, 'use another verb'),
    ...LAYERS.flatMap((layer) => {
      const path = ['payloadTypes', layer];
      const complaint = reserved.complaintAboutType(types[layer]);
      if (complaint !== undefined) return about(path, complaint);
      return clash(path, types[layer], 'use another name for the type');
    }),
  ];
}

function accessorComplaint(database: Answers['database'], names: Names): Complaint | undefined {
  return database === null ? undefined : reserved.complaintAboutAccessor(database.name, names);
}

function outsideAlias({ paths, alias }: NamedThings): Complaint | undefined {
  if (alias.target === '.' || `${paths.workflows}/`.startsWith(`${alias.target}/`)) {
    return undefined;
  }
  return {
    message: `${paths.workflows} is not inside ${alias.target}, so ${alias.prefix} cannot import from it`,
    fix: `put it below ${alias.target}, or give the alias another target`,
  };
}
