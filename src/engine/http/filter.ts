/** What a filter may ask about a thing: a value, several, or a test of the wanted value. */
export type Field = string | readonly string[] | ((wanted: string) => boolean) | undefined;

export interface Fields {
  /** Engine time in milliseconds, for `fromDate` and `toDate`, which include their ends. */
  readonly at: number;
  readonly fields: Readonly<Record<string, Field>>;
}

/**
 * Reads a filter from a query.
 *
 * Several values of a name (repeated, or after commas) are alternatives, several names must all hold; names that the
 * thing does not have are not looked at. Source: https://upstash.com/docs/workflow/openapi.yaml
 */
export function queryFilter(query: URLSearchParams): (thing: Fields) => boolean {
  const from = readDate(query.get('fromDate'));
  const to = readDate(query.get('toDate'));
  return ({ at, fields }) => {
    if ((from !== undefined && at < from) || (to !== undefined && at > to)) return false;
    return Object.entries(fields).every(([name, field]) => {
      const wanted = valuesOf(query, name);
      return wanted.length === 0 || wanted.some((value) => has(field, value));
    });
  };
}

/** Values of a name in a query; one with a comma may be several, or one after all. */
export function valuesOf(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((value) => (value.includes(',') ? [value, ...value.split(',')] : [value]));
}

/** How many things a request asks for; `all` is without end. */
export function countOf(query: URLSearchParams, otherwise: number): number {
  const text = query.get('count');
  if (text === 'all') return Infinity;
  const count = Number(text);
  return text !== null && Number.isInteger(count) && count > 0 ? count : otherwise;
}

/**
 * Things that come oldest first, in the order that a request asks for.
 *
 * Source: https://upstash.com/docs/qstash/api/dlq/listMessages; the OpenAPI document does not have the parameter.
 */
export function inOrder<T>(
  oldestFirst: readonly T[],
  query: URLSearchParams,
  otherwise: 'earliestFirst' | 'latestFirst',
): readonly T[] {
  const asked = query.get('order');
  const isKnown = asked === 'earliestFirst' || asked === 'latestFirst';
  return (isKnown ? asked : otherwise) === 'latestFirst' ? oldestFirst.toReversed() : oldestFirst;
}

/** One page of a list; the cursor is the id of the page's last thing. */
export function pageOf<T>(
  things: readonly T[],
  query: URLSearchParams,
  options: { readonly count: number; readonly id: (thing: T) => string },
): { readonly page: readonly T[]; readonly cursor: string | undefined } {
  const cursor = query.get('cursor');
  const index = cursor === null ? -1 : things.findIndex((thing) => options.id(thing) === cursor);
  const page = things.slice(index + 1, index + 1 + countOf(query, options.count));
  const last = page.at(-1);
  const isLast = last === undefined || last === things.at(-1);
  return { page, cursor: isLast ? undefined : options.id(last) };
}

function has(field: Field, wanted: string): boolean {
  if (typeof field === 'function') return field(wanted);
  return typeof field === 'string' ? field === wanted : field?.includes(wanted) === true;
}

/** Milliseconds, or a date as text. */
function readDate(text: string | null): number | undefined {
  if (text === null) return undefined;
  const date = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
}
