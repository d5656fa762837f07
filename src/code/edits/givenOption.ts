import type { Location } from '../facts/location.js';
import { ts } from '../typescript.js';
import { resolveExpression } from './constants.js';
import type { EditedSources, FileEdit, Place } from './editedSources.js';
import { nodesAt } from './nodesAt.js';
import { bare, commentsAbove, propertyName, propertyOf, removeProperty, valueOf } from './nodes.js';

/** Options as a call is given them: one written in its literal, or all that an object of the project holds. */
export interface GivenOptions {
  readonly options: readonly GivenOption[];
  /** The object that holds them, where they come from one. */
  readonly from: Place | undefined;
  /** Takes them away from the call. */
  readonly removal: FileEdit;
}

export interface GivenOption {
  readonly name: string;
  readonly value: Place;
  /** What is said about it above it. */
  readonly comments: string;
}

type Literal = Place<ts.ObjectLiteralExpression>;

interface Argument {
  readonly call: ts.CallExpression;
  readonly index: number;
  readonly literal: Literal;
}

/**
 * Where a call is given an option. Undefined where that is not for certain: it is given it twice, or by something that
 * cannot be seen; and where the object that holds it also holds what is not `movable`.
 */
export function givenOption(
  sources: EditedSources,
  call: Location,
  name: string,
  movable: ReadonlySet<string>,
): GivenOptions | undefined {
  for (const argument of literalsGiven(sources, call)) {
    const { literal, index } = argument;
    const written = argument.call.arguments[index];
    const isInPlace = literal.path === call.path && written && bare(written) === literal.node;
    const given = isInPlace
      ? givenInPlace(sources, argument, name, movable)
      : written && givenWhole(argument, { path: call.path, node: written }, name, movable);
    if (given) return given;
  }
  return undefined;
}

/** The objects that a call is given behind its first argument. */
function literalsGiven(sources: EditedSources, { path, ...at }: Location): Argument[] {
  return nodesAt(sources.tree(path), at, ts.isCallExpression).flatMap((call) =>
    call.arguments.flatMap((argument, index): Argument[] => {
      const { path: origin, node } = resolveExpression(sources, { path, node: argument });
      const isMeant = index > 0 && ts.isObjectLiteralExpression(node);
      return isMeant ? [{ call, index, literal: { path: origin, node } }] : [];
    }),
  );
}

function givenInPlace(
  sources: EditedSources,
  argument: Argument,
  name: string,
  movable: ReadonlySet<string>,
): GivenOptions | undefined {
  const { path, node } = argument.literal;
  const own = node.properties.filter((each) => propertyName(each) === name);
  const spreads = node.properties.filter(ts.isSpreadAssignment);
  const holders = spreads.map((spread) => {
    const meant = resolveExpression(sources, { path, node: spread.expression });
    return { spread, options: optionsIn(meant) };
  });
  if (holders.some(({ options }) => options === undefined)) return undefined;
  const holding = holders.filter(({ options }) => options?.some((each) => each.name === name));
  const [property, ...others] = [...own, ...holding.map(({ spread }) => spread)];
  if (!property || others.length > 0) return undefined;
  const removal = removalOf(sources, argument, property);
  const value = valueOf(property);
  if (value) {
    const comments = commentsAbove(property);
    return {
      options: [{ name, value: { path, node: value }, comments }],
      from: undefined,
      removal,
    };
  }
  const options = holding[0]?.options;
  if (!ts.isSpreadAssignment(property) || !options) return undefined;
  const isAlone = options.every(
    (each) =>
      movable.has(each.name) &&
      !propertyOf(node, each.name) &&
      holders.every(
        (other) =>
          other.spread === property ||
          !other.options?.some(({ name: taken }) => taken === each.name),
      ),
  );
  return isAlone ? { options, from: { path, node: property.expression }, removal } : undefined;
}

/** `serve(handler, LIMITS)` */
function givenWhole(
  argument: Argument,
  from: Place,
  name: string,
  movable: ReadonlySet<string>,
): GivenOptions | undefined {
  const options = optionsIn(argument.literal);
  const removal = withoutLast(argument, from.path);
  if (!removal || !options?.some((each) => each.name === name)) return undefined;
  return options.every((each) => movable.has(each.name)) ? { options, from, removal } : undefined;
}

/** Undefined where an object holds something that has no name or no value of its own. */
function optionsIn({ path, node }: Place): GivenOptions['options'] | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const options = node.properties.flatMap((property) => {
    const name = propertyName(property);
    const value = valueOf(property);
    const comments = commentsAbove(property);
    return name === undefined || !value ? [] : [{ name, value: { path, node: value }, comments }];
  });
  return options.length === node.properties.length ? options : undefined;
}

function removalOf(
  sources: EditedSources,
  argument: Argument,
  property: ts.ObjectLiteralElementLike,
): FileEdit {
  const { path, node } = argument.literal;
  const isLast = node.properties.length === 1 && !/\/[/*]/.test(node.getText());
  const whole = isLast ? withoutLast(argument, path) : undefined;
  return whole ?? removeProperty(sources, { path, node: property });
}

/** Takes the argument away, with the comma before it. */
function withoutLast({ call, index }: Argument, path: string): FileEdit | undefined {
  const before = call.arguments[index - 1];
  const last = call.arguments[index];
  if (!before || !last || index !== call.arguments.length - 1) return undefined;
  return { path, start: before.getEnd(), end: last.getEnd(), text: '' };
}
