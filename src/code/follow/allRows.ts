import { oncePer } from '../../shared/oncePer.js';
import type { CallCode, Code } from '../syntax/code.js';
import { nameOfCallee, namesAlong } from './nameOfCallee.js';
import type { Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

/** Marks what a query in a step answers where nothing says how many rows that may be. */
export function withAllRows(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  answer: Value,
  receiver: Value | undefined,
): Value {
  if (!walk.isRun || walk.insideStep === undefined || answer.allRows) return answer;
  const { isPassing, asksAll } = query(call);
  if (receiver?.allRows && isPassing) return { ...answer, allRows: receiver.allRows };
  // What belongs to something in the payload is a part of the rows; how large a one, nobody knows.
  const isAll = asksAll === 'by name' || (asksAll && answer.payload.size === 0);
  if (!isAll) return answer;
  return { ...answer, allRows: { what: nameOfCallee(call), at: locate(frame, call.at) } };
}

/** What a call says of itself, as a query. */
const query = oncePer((call: CallCode) => {
  const names = namesAlong(call.callee);
  const last = names.at(-1) ?? '';
  const isPassing = passing.test(last);
  if (namesAll(last)) return { isPassing, asksAll: !mentions(call.args, limits) && 'by name' };
  return { isPassing, asksAll: answersAll(call, names) };
});

/** List methods that leave as many, or about as many, elements. */
const passing = /^(map|flatMap|filter|sort|toSorted|reverse|toReversed|concat)$/;

const limits =
  /^(limit|take|top|first|pageSize|page_size|perPage|count|max\w*|cursor|after|offset|skip)$/;

/** `getAllUserIds()`, `listAll()`; but `formData.getAll('file')` is something else. */
function namesAll(name: string): boolean {
  return /^((get|list|fetch|find|load|select|query)All[A-Z]\w*|(list|fetch|find)All)$/.test(name);
}

function answersAll(call: CallCode, names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  // Options that are made elsewhere cannot be seen.
  const isSeen = call.args.every(({ kind }) => kind === 'object');
  if (last === 'findMany') return isSeen && !mentions(call.args, limits) && !isNarrowed(call);
  if (documentsEnd.test(last)) return findsDocuments(chainOf(call));
  const isQuery = names.some((name) => /^(select|selectDistinct|selectFrom)$/.test(name));
  const isFrom = names.some((name) => name === 'from' || name === 'selectFrom');
  if (!isQuery || !isFrom || !/^(from|where|orderBy|\w+Join|execute|all)$/.test(last)) return false;
  if (names.some((name) => limits.test(name) || name === 'groupBy')) return false;
  return chainOf(call).every((each) => !isNarrowed(each) && !isAggregate(each));
}

const documentsEnd = /^(find|lean|exec|toArray|populate|sort|select)$/;

/** `User.find({ isActive: true }).lean()`, `repository.find()`; what a list is asked to find, a function tells. */
function findsDocuments(chain: readonly CallCode[]): boolean {
  const found = chain.findLast(({ callee }) => namesAlong(callee).at(-1) === 'find');
  const isQuery = found?.args.every(({ kind }) => kind === 'object') ?? false;
  return (
    isQuery &&
    chain.every(({ callee }) => !limits.test(namesAlong(callee).at(-1) ?? '')) &&
    chain.every(({ args }) => !mentions(args, limits)) &&
    !chain.some(isNarrowed)
  );
}

/** `where: { id: { in: ids } }`, `inArray(users.id, ids)`: no more rows than there are ids. */
function isNarrowed({ args }: CallCode): boolean {
  return mentions(args, /^(\$?in|inArray|any|In)$/);
}

/** `select({ total: count() })` answers one row. */
function isAggregate({ callee, args }: CallCode): boolean {
  if (namesAlong(callee).at(-1) !== 'select') return false;
  const [columns] = args;
  return (
    columns?.kind === 'object' && columns.properties.some(({ value }) => value.kind === 'call')
  );
}

/** The calls of `db.select().from(users).where(…)`, outermost first. */
function chainOf(call: CallCode): CallCode[] {
  const inner = call.callee.kind === 'member' ? call.callee.object : undefined;
  return inner?.kind === 'call' ? [call, ...chainOf(inner)] : [call];
}

/** Whether a field, a variable or a function of this name is among what is given, or a number, or something spread. */
function mentions(codes: readonly Code[], name: RegExp): boolean {
  return codes.some((code) => {
    switch (code.kind) {
      case 'constant':
        return typeof code.value === 'number' && name === limits;
      case 'reference':
        return name.test(code.name);
      case 'member':
        return typeof code.name === 'string' && name.test(code.name);
      case 'call':
        return mentions([code.callee, ...code.args], name);
      case 'object':
        return code.properties.some(
          (property) =>
            property.name === undefined ||
            (typeof property.name === 'string' && name.test(property.name)) ||
            mentions([property.value], name),
        );
      case 'list':
        return mentions(code.elements, name);
      case 'operation':
        return mentions(code.operands, name);
      default:
        return false;
    }
  });
}
