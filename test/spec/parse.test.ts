import { describe, expect, it } from 'vitest';
import { TrifoldError } from '../../src/shared/errors.js';
import { parseWorkflowSpec, problemsIn } from '../../src/spec/parse.js';

const minimal = { name: 'welcome-placeholder', entity: 'user' };

describe('resolving a spec', () => {
  it('fills in everything but the name and the entity', () => {
    expect(parseWorkflowSpec(minimal)).toEqual({
      name: 'welcome-placeholder',
      entity: 'user',
      entities: 'users',
      verb: 'execute',
      flags: [],
      payloadTypes: {
        process: 'ProcessUsersPayload',
        paginate: 'PaginateUsersPayload',
        execute: 'ExecuteUserPayload',
      },
      pageSize: 50,
      chunkSize: 20,
      dispatch: 'chunk',
      flowControl: {
        process: { parallelism: 1, rate: 1 },
        paginate: { parallelism: 20, rate: 5 },
        execute: { parallelism: 10, itemsPerSecond: 5 },
      },
      sdk: 1,
      framework: 'nextjs',
      paths: {
        routes: 'src/app/(backend)/api/workflows',
        workflows: 'src/server/workflows',
        api: '/api/workflows',
      },
      alias: { prefix: '@/', target: 'src' },
      logNamespace: 'app',
      database: null,
      filter: 'database',
      test: true,
      cloudReexport: null,
    });
  });

  it('is a fixed point: a resolved spec resolves to itself', () => {
    const spec = parseWorkflowSpec({ ...minimal, verb: 'generate', flags: [{ name: 'paidOnly' }] });
    expect(parseWorkflowSpec(spec)).toEqual(spec);
  });

  it('takes answers before project defaults, and those before its own', () => {
    const defaults = {
      sdk: 0 as const,
      logNamespace: 'lobe-server',
      paths: { workflows: 'src/jobs' },
    };
    const spec = parseWorkflowSpec({ ...minimal, logNamespace: 'mine', sdk: undefined }, defaults);
    expect(spec).toMatchObject({ sdk: 0, logNamespace: 'mine' });
    expect(spec.paths).toMatchObject({ workflows: 'src/jobs', api: '/api/workflows' });
  });

  it('lets an answer of null win over a database accessor of the project', () => {
    const defaults = { database: { import: '@/database/server', name: 'getServerDB' } };
    expect(parseWorkflowSpec({ ...minimal, database: null }, defaults).database).toBeNull();
    expect(parseWorkflowSpec(minimal, defaults).database).toEqual(defaults.database);
  });

  it('derives the URL path from the routes folder, without route groups', () => {
    const spec = parseWorkflowSpec({ ...minimal, paths: { routes: './app/(jobs)/internal/wf/' } });
    expect(spec.paths).toMatchObject({ routes: 'app/(jobs)/internal/wf', api: '/internal/wf' });
  });

  it('puts the layers of a flag in their order', () => {
    const flags = [{ name: 'paid-only', layers: ['execute', 'paginate', 'process'] }];
    expect(parseWorkflowSpec({ ...minimal, flags }).flags).toEqual([
      { name: 'paidOnly', type: 'boolean', layers: ['process', 'paginate', 'execute'] },
    ]);
  });
});

describe('refusing a spec', () => {
  it.each<[string, object, string]>([
    ['a missing name', { entity: 'user' }, 'name: it is missing'],
    ['a missing entity', { name: 'digest' }, 'entity: it is missing'],
    [
      'a misspelt key',
      { ...minimal, pagesize: 5 },
      'pagesize: unknown key, did you mean pageSize?',
    ],
    [
      'a misspelt nested key',
      { ...minimal, flowControl: { execute: { paralelism: 5 } } },
      'flowControl.execute.paralelism: unknown key, did you mean parallelism?',
    ],
    [
      'a misspelt key of a nullable answer',
      { ...minimal, database: { import: '@/db', nam: 'x' } },
      'database.nam: unknown key, did you mean name?',
    ],
    ['a key nobody knows', { ...minimal, colour: 1 }, 'colour: unknown key'],
    ['a number as text', { ...minimal, pageSize: '50' }, 'pageSize: it must be a number, not "50"'],
    ['a fraction', { ...minimal, pageSize: 1.5 }, 'pageSize: it must be an integer, not 1.5'],
    ['a page of none', { ...minimal, pageSize: 0 }, 'pageSize: 0 is below 1'],
    ['a page of too many', { ...minimal, pageSize: 501 }, 'pageSize: 501 is above 500'],
    ['an unknown dispatch', { ...minimal, dispatch: 'all' }, '"all" is not one of chunk, item'],
    ['an unknown SDK major', { ...minimal, sdk: 2 }, 'sdk: 2 is not one of 0, 1'],
    [
      'a second entry delivery at once',
      { ...minimal, flowControl: { process: { parallelism: 2 } } },
      'flowControl.process.parallelism: the entry layer counts',
    ],
    [
      'a flag that layer 2 would drop',
      { ...minimal, flags: [{ name: 'tone', layers: ['process', 'execute'] }] },
      'flags[0].layers: process and execute without paginate',
    ],
    ['a flag of no layer', { ...minimal, flags: [{ name: 'a', layers: [] }] }, 'it is empty'],
    ['a reserved flag', { ...minimal, flags: [{ name: 'dryRun' }] }, 'flags[0].name: dryRun is'],
    ['a flag named as the id', { ...minimal, flags: [{ name: 'userId' }] }, 'userId is a field'],
    ['a flag named as the ids', { ...minimal, flags: [{ name: 'userIds' }] }, 'userIds is a field'],
    [
      'a flag that is a keyword',
      { ...minimal, flags: [{ name: 'delete' }] },
      'word of the language',
    ],
    [
      'the same flag twice',
      { ...minimal, flags: [{ name: 'a' }, { name: 'A' }] },
      'flags[1].name: there are two flags named a',
    ],
    ['a plural equal to the singular', { ...minimal, entity: 'sheep' }, 'entities: the plural of'],
    ['the verb of another layer', { ...minimal, verb: 'process' }, 'verb: process names another'],
    [
      'a verb that is an operation',
      { ...minimal, verb: 'load' },
      'verb: there is a function loadUser',
    ],
    ['a verb that is the constructor', { ...minimal, verb: 'constructor' }, 'verb: a method named'],
    [
      'two layers with one route',
      { ...minimal, entities: 'all-user', verb: 'process-all' },
      'layer 3 would get the route of another layer, process-all-user',
    ],
    [
      'two payload types of one name',
      { ...minimal, payloadTypes: { paginate: 'ProcessUsersPayload' } },
      'payloadTypes.paginate: there is another type named ProcessUsersPayload',
    ],
    [
      'a payload type named as the class',
      { ...minimal, payloadTypes: { execute: 'WelcomePlaceholderWorkflow' } },
      'payloadTypes.execute: there is another type named WelcomePlaceholderWorkflow',
    ],
    [
      'an item type named as a payload type',
      { ...minimal, payloadTypes: { execute: 'UserItem' } },
      'payloadTypes.execute: there is another type named UserItem',
    ],
    [
      'a result type named as an item type',
      { ...minimal, verb: 'answer-for' },
      'verb: there is a function answerForUser',
    ],
    [
      'a workflow named as the client',
      { ...minimal, name: 'client' },
      'name: a folder named client',
    ],
    [
      'a comment that ends early',
      { ...minimal, description: 'ends */ here' },
      'description: it goes into a comment',
    ],
    ['a comment of two lines', { ...minimal, description: 'a\nb' }, 'description: it goes into'],
    [
      'an import that breaks out of its quotes',
      { ...minimal, database: { import: "x'; evil(); '" } },
      'database.import: it is not a module specifier',
    ],
    [
      'an accessor that is no identifier',
      { ...minimal, database: { import: '@/db', name: 'get()' } },
      'database.name: it is not the name of a function',
    ],
    [
      'classes that the alias cannot reach',
      { ...minimal, paths: { workflows: 'lib/workflows' } },
      'paths.workflows: lib/workflows is not inside src',
    ],
    ['an alias without its slash', { ...minimal, alias: { prefix: '@' } }, 'alias.prefix: "@" is'],
    ['a URL as API path', { ...minimal, paths: { api: 'https://x.dev/api' } }, 'is not a URL path'],
    ['a URL path that climbs', { ...minimal, paths: { api: '/api/../x' } }, 'is not a URL path'],
    ['a namespace with a space', { ...minimal, logNamespace: 'my app' }, 'logNamespace: a log'],
  ])('%s', (_, input, message) => {
    const error = rejection(input);
    expect(error.code).toBe('SPEC_INVALID');
    expect(error.message).toContain(message);
    expect(error.fix).toBeTruthy();
  });

  it.each(['../../x', '/etc', 'C:/x', 'src\\wf', '..', 'a/../../b', "src/a'b", 'src/\0', 'src//a'])(
    'refuses %j as a folder',
    (folder) => {
      for (const key of ['routes', 'workflows']) {
        const error = rejection({ ...minimal, paths: { [key]: folder } });
        expect(error.message).toContain(`paths.${key}: `);
      }
    },
  );

  it('lists every problem with its path and its fix', () => {
    const error = rejection({ name: '2fast', entity: 'user', pageSize: 0, test: 'yes' });
    expect(error.message).toMatchInlineSnapshot(`
      "3 answers cannot be used
        name: "2fast" starts with a digit, an identifier cannot (fix: use two-fast)
        pageSize: 0 is below 1 (fix: give a whole number from 1 to 500)
        test: it must be a boolean, not "yes" (fix: give a boolean: Write an integration test and its fixture)"
    `);
  });

  it.each([null, 'text', 7, [], undefined])('refuses %j in place of an object', (input) => {
    expect(rejection(input).message).toMatch(/must be an object|missing/);
  });

  it('reports the problems of incomplete answers by their paths', () => {
    expect(problemsIn({ name: 'a', verb: '' }).map(({ path }) => path)).toEqual(['entity', 'verb']);
  });
});

function rejection(input: unknown): TrifoldError {
  try {
    parseWorkflowSpec(input);
  } catch (error) {
    if (error instanceof TrifoldError) return error;
    throw error;
  }
  throw new Error('the spec was accepted');
}
