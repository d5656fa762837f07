import type { OutsideKind } from '../facts/outsideFacts.js';
import type { CallCode } from '../syntax/code.js';
import { namesAlong } from './nameOfCallee.js';
import type { Value } from './value.js';

/** How a call's promise is used, where that is seen at once. */
export type Waiting = 'awaited' | 'returned' | undefined;

/**
 * What a call of code out of reach does that should be done in a step. Code that nobody knows is taken to do nothing,
 * unless it is waited for and its name says that it writes, sends or asks.
 */
export function doingOf(
  call: CallCode,
  { shape }: Value,
  waiting: Waiting,
): OutsideKind | undefined {
  const names = namesAlong(call.callee);
  const last = names.at(-1) ?? '';
  const root = names.at(-2) ?? '';
  if (isLogging(last, root)) return 'log';
  if (shape.kind !== 'external') return isEffect(call, names, waiting) ? 'effect' : undefined;
  if (shape.module === 'global') return ofGlobal(call, shape.path);
  const { module, path } = shape;
  if (loggers.test(module)) return isLine(path) ? 'log' : undefined;
  const name = path.findLast((each) => each !== '()') ?? '';
  if (dates.test(module)) return isNow(call, path) ? 'clock' : undefined;
  if (calendars.test(module)) return withNow.test(nameIn(shape)) ? 'clock' : undefined;
  if (toolboxes.test(module)) return drawing.test(nameIn(shape)) ? 'random' : undefined;
  if (generators.test(module)) return generates(path) ? 'random' : undefined;
  if (cryptos.test(module)) return name.startsWith('random') ? 'random' : undefined;
  if (files.test(module)) return writing.test(name) ? 'effect' : undefined;
  if (requesters.test(module) && path.length === 1 && path[0] === 'default')
    return waiting ? 'effect' : undefined;
  if (readsBody(call, path)) return undefined;
  if (processes.test(module)) return /^(exec|spawn|fork)/.test(name) ? 'effect' : undefined;
  if (services.test(module) || path.includes('PrismaClient')) {
    // `openai.chat.completions.create()`; `Service.create()` may only make an object.
    const prepares = preparing.test(name) && !(name === 'create' && names.length > 2);
    return waiting && !prepares && !call.creates ? 'effect' : undefined;
  }
  return isEffect(call, names, waiting) ? 'effect' : undefined;
}

/** `shuffle` of lodash, and of `lodash/shuffle`. */
function nameIn({ module, path }: { module: string; path: readonly string[] }): string {
  const name = path.at(-1) ?? '';
  return name === 'default' ? module.slice(module.lastIndexOf('/') + 1) : name;
}

/** Whether a call answers something that nobody can foretell; asked of the calls in steps, where that is fine. */
export function isRandom(call: CallCode, callee: Value): boolean {
  const { shape } = callee;
  if (shape.kind !== 'external') return false;
  if (shape.module === 'global') return ofGlobal(call, shape.path) === 'random';
  return randomPackages.has(shape.module) && doingOf(call, callee, undefined) === 'random';
}

const randomPackages = new Set([
  'crypto',
  'node:crypto',
  'nanoid',
  'uuid',
  'ulid',
  'ulidx',
  'cuid',
]);

/** Functions that open a connection or read the configuration, whatever they do to get there: they keep what they made. */
export function isQuietFunction(name: string): boolean {
  return /^(get|use|open|create|connect|make|init|load|read)\w*(DB|Db|Database|Prisma|Drizzle|Connection|Pool|Client|Redis|Config|Settings|Env|Secrets?)$|^connect$/.test(
    name,
  );
}

const clocks = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint']);
const dice = new Set(['Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']);
/** Waiting outside a step is done again as well. */
const global = new Set(['fetch', 'setTimeout']);

function ofGlobal(call: CallCode, path: readonly string[]): OutsideKind | undefined {
  const name = (path[0] === 'globalThis' ? path.slice(1) : path).join('.');
  if (name === 'Date') return call.creates && call.args.length > 0 ? undefined : 'clock';
  if (clocks.has(name)) return 'clock';
  if (dice.has(name)) return 'random';
  if (name.startsWith('console.')) return 'log';
  return global.has(name) ? 'effect' : undefined;
}

const dates = /^(dayjs|moment|moment-timezone|luxon)$/;
const calendars = /^date-fns(\/.*)?$/;
/** Of a calendar's functions, those that compare with now. */
const withNow =
  /^(is(Today|Tomorrow|Yesterday|Past|Future|This[A-Z]\w*)|(startOf|endOf)(Today|Tomorrow|Yesterday)|formatDistanceToNow\w*)$/;
const toolboxes = /^(lodash(-es)?(\/.*)?|underscore|radash|es-toolkit(\/.*)?|remeda)$/;
const drawing = /^(random\w*|sample\w*|shuffle|draw|uid)$/;
const generators = /^(nanoid(\/.*)?|uuid|ulid|ulidx|cuid|@paralleldrive\/cuid2|short-uuid|ksuid)$/;
const cryptos = /^(node:)?crypto$/;
const files = /^(node:)?fs(\/promises)?$|^fs-extra$/;
const processes = /^(node:)?child_process$|^execa$/;
/** Not `debug`, which is silent unless somebody looks for what is done again and again. */
const loggers = /^(pino|winston|consola|loglevel|tslog|signale|bunyan|next-axiom|@logtail\/.*)$/;

/**
 * Packages every awaited call of which goes out: HTTP clients, databases, mail, payment, models. Not `ai`: its models are
 * given a fetch that is a step, as the SDK's own examples do.
 */
const services = new RegExp(
  '^(' +
    'axios|ky|got|node-fetch|undici|ofetch|superagent|cross-fetch|' +
    '@prisma/client|drizzle-orm(/.*)?|kysely|knex|typeorm|sequelize|mongoose|mongodb|pg|postgres|mysql2(/.*)?|better-sqlite3|' +
    '@neondatabase/.*|@vercel/(postgres|kv|blob)|@libsql/.*|@planetscale/.*|@supabase/.*|ioredis|redis|@upstash/(redis.*|kafka|vector|qstash|search)|' +
    'resend|nodemailer|@sendgrid/.*|postmark|twilio|stripe|openai|@anthropic-ai/.*|@google/generative-ai|' +
    '@aws-sdk/.*|@google-cloud/.*|@slack/.*|@octokit/.*|firebase-admin(/.*)?' +
    ')$',
);

/** Packages whose export is the request itself: `await fetch(url)` of `node-fetch`. */
const requesters = /^(axios|ky|got|node-fetch|superagent|cross-fetch)$/;

/** `await response.json()`: what goes out is the request before it, not its answer. */
function readsBody({ callee }: CallCode, path: readonly string[]): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'reference') return false;
  return (
    path.includes('()') &&
    /^(json|text|buffer|arrayBuffer|blob|bytes|formData)$/.test(path.at(-1) ?? '')
  );
}

/** What such a package does before, or instead of, going out. */
const preparing =
  /^(from|create|connect|open|init|extend|with|is|define|sql|eq|and|or|desc|asc|\$connect|\$extends|default|getInstance|cosineSimilarity|tool|jsonSchema)/;

const writing =
  /^(write|append|mkdir|mkdtemp|rm|unlink|rename|copy|cp|truncate|output|remove|move|ensure)/;

const levels = /^(log|info|warn|error|debug|trace|fatal|verbose|silly|success)$/;

/** `logger.info()`, `this.log.debug()` */
function isLogging(name: string, root: string): boolean {
  return levels.test(name) && /^(log|logger|\w+Logger|\w+Log)$/.test(root);
}

function isLine(path: readonly string[]): boolean {
  return levels.test(path.at(-1) ?? '');
}

/** `dayjs()`, `DateTime.now()`: with arguments they read what they are given. */
function isNow({ args }: CallCode, path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  return (
    args.length === 0 && /^(default|dayjs|moment|utc|now|local)$/.test(name) && !path.includes('()')
  );
}

/** `v5` and `validate` answer the same for the same; `customAlphabet(…)` makes a generator. */
function generates(path: readonly string[]): boolean {
  return /^(\(\)|default|nanoid|v[1467]|ulid|cuid|createId|generate|randomSync)$/.test(
    path.at(-1) ?? '',
  );
}

const effects =
  /^(send|fetch|insert|update|delete|save|publish|upsert|notify|charge|upload|enqueue|trigger|increment|decrement|find|query|execute|select|incr|decr|lpush|rpush|sadd|hset|setex|create[A-Z]\w*)(?![a-z])/;
const factories =
  /^create\w*(Client|Context|Connection|DB|Db|Database|Pool|Logger|Service|Caller|Store|Instance|Server|Adapter|Transport|Provider|Model|Agent|Config|Options|Schema|Hash|Hmac|Url|URL)$/;

function isEffect({ creates }: CallCode, names: readonly string[], waiting: Waiting): boolean {
  if (waiting !== 'awaited' || creates) return false;
  // `prisma.user.create()`; `Service.create()` may only make an object.
  if (names.length > 2 && names.at(-1) === 'create') return true;
  return names.some((name) => effects.test(name) && !factories.test(name));
}
