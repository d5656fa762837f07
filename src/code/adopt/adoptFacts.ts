import { EditedSources } from '../edits/editedSources.js';
import { serveCallsIn } from '../edits/sdk1/serveCalls.js';
import type { SourceText } from '../facts/sourceText.js';
import type { Alias } from '../follow/resolve.js';
import { ts } from '../typescript.js';
import { type AccessorFacts, accessorIn } from './accessorFacts.js';
import { type LimitFacts, limitsOf } from './limitFacts.js';
import { numbersIn } from './numbers.js';
import { fieldsOfType, lineAbove, type PayloadField } from './typeFields.js';

/** What a served route says about the answers that it could have been generated from. */
export interface RouteFacts {
  readonly payloadType: string | undefined;
  readonly fields: readonly PayloadField[];
  readonly limits: LimitFacts | undefined;
}

/** What the code of a workflow says about the answers that it could have been generated from. */
export interface AdoptFacts<Layer extends string> {
  /** A file without a served route has none. */
  readonly routes: Readonly<Partial<Record<Layer, RouteFacts>>>;
  /** Constants that are numbers: `PAGE_SIZE`. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly database: AccessorFacts | undefined;
  /** Fields of the type that all payloads share, in their order. */
  readonly flags: readonly PayloadField[];
  /** The comment above the class, where that has one line. */
  readonly description: string | undefined;
  /** Texts between quotes. */
  readonly texts: readonly string[];
  /** Whether a step is named after one item: `digest:execute:${userId}`. */
  readonly startsItems: boolean;
  readonly mentionsRedis: boolean;
}

export interface AdoptPlaces<Layer extends string> {
  readonly aliases: readonly Alias[];
  readonly routes: Readonly<Record<Layer, string>>;
  readonly layers: readonly Layer[];
  /** The files beside the class, that of the class first. */
  readonly folder: readonly string[];
  readonly flagsType: string;
}

export function readAdoptFacts<Layer extends string>(
  files: readonly SourceText[],
  { aliases, routes, layers, folder, flagsType }: AdoptPlaces<Layer>,
): AdoptFacts<Layer> {
  const sources = new EditedSources(files, aliases);
  const near = [...layers.map((layer) => routes[layer]), ...folder];
  const [classFile] = folder;
  const found: Partial<Record<Layer, RouteFacts>> = {};
  for (const layer of layers) {
    const facts = routeFacts(sources, routes[layer], { layer, near });
    if (facts) found[layer] = facts;
  }
  return {
    routes: found,
    numbers: Object.fromEntries(near.flatMap((path) => Object.entries(numbersIn(sources, path)))),
    database: accessorIn(sources, near, aliases),
    flags: classFile === undefined ? [] : fieldsOfType(sources, classFile, flagsType),
    description: classFile === undefined ? undefined : aboutClass(sources, classFile),
    texts: near.flatMap((path) => textsIn(sources.tree(path))),
    startsItems: layers.some((layer) => /:execute:\$\{/.test(sources.text(routes[layer]))),
    mentionsRedis: classFile !== undefined && /redis/i.test(sources.text(classFile)),
  };
}

function routeFacts(
  sources: EditedSources,
  path: string,
  place: { layer: string; near: readonly string[] },
): RouteFacts | undefined {
  const [call] = serveCallsIn(sources, path);
  if (!call) return undefined;
  const type = call.call.typeArguments?.[0];
  const name = type && ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
  return {
    payloadType: name,
    fields: name === undefined ? [] : fieldsOfType(sources, path, name),
    limits: limitsOf(sources, call, place),
  };
}

function aboutClass(sources: EditedSources, path: string): string | undefined {
  const declared = sources.tree(path).statements.find(ts.isClassDeclaration);
  return declared && lineAbove(declared);
}

function textsIn(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
