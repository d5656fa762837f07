import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/spec/naming.js';
import { parseWorkflowSpec, problemsIn } from '../../src/spec/parse.js';
import { suggestName } from '../../src/spec/suggest.js';

const named = (name: string) => parseWorkflowSpec({ name, entity: 'user' });

describe('a name', () => {
  it.each([
    ['welcome-placeholder', 'welcome-placeholder', 'WelcomePlaceholderWorkflow'],
    ['Welcome Placeholder', 'welcome-placeholder', 'WelcomePlaceholderWorkflow'],
    ['welcomePlaceholder', 'welcome-placeholder', 'WelcomePlaceholderWorkflow'],
    ['welcome_placeholder', 'welcome-placeholder', 'WelcomePlaceholderWorkflow'],
    ['URLParser', 'url-parser', 'UrlParserWorkflow'],
    ['parseURL', 'parse-url', 'ParseUrlWorkflow'],
    ['class', 'class', 'ClassWorkflow'],
    ['top-10', 'top-10', 'Top10Workflow'],
    ['v2Import', 'v2-import', 'V2ImportWorkflow'],
    ['a', 'a', 'AWorkflow'],
    ['digest-workflow', 'digest-workflow', 'DigestWorkflow'],
    ['workflow', 'workflow', 'WorkflowWorkflow'],
    ['  digest ', 'digest', 'DigestWorkflow'],
  ])('%j is %s, of class %s', (written, kebab, className) => {
    const spec = named(written);
    expect(spec.name).toBe(kebab);
    expect(namesOf(spec).className).toBe(className);
  });

  it.each([
    ['2fast', 'starts with a digit', 'use two-fast'],
    ['404-page', 'starts with a digit', 'use four-zero-four-page'],
    ['người-dùng', 'letters outside ASCII', 'use nguoi-dung'],
    ['Straße', 'letters outside ASCII', 'use strasse'],
    ['用户', 'letters outside ASCII', 'write it in ASCII letters, like welcome-placeholder'],
    ["user's", `contains "'"`, 'use users'],
    ['../../x', 'looks like a path', 'use x'],
    ['..\\x', 'looks like a path', 'use x'],
    ['..', 'contains "."', 'write it in ASCII letters, like welcome-placeholder'],
    ['', 'it is empty', 'give a name, like welcome-placeholder'],
    ['   ', 'it is empty', 'give a name, like welcome-placeholder'],
    ['-digest-', 'starts or ends with a separator', 'use digest'],
    ['a.b', 'contains "."', 'use a-b'],
    ['${x}', 'contains "$"', 'use x'],
    ['a\nb', 'letters outside ASCII', 'use a-b'],
    ['x'.repeat(300), 'it has 300 characters', `use ${'x'.repeat(60)}`],
    ['word '.repeat(60).trim(), 'at most 60', `use ${'word-'.repeat(12).slice(0, 59)}`],
  ])('%j is refused, with a fix', (written, message, fix) => {
    const [problem, ...others] = problemsIn({ name: written, entity: 'user' });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: 'name', fix });
    expect(problem?.message).toContain(message);
  });

  it.each([
    ['root-run', 'app-root-run'],
    ['workflowRun', 'app-workflow-run'],
  ])('%s cannot be an entity, %s is proposed and works', (entity, proposed) => {
    const [problem] = problemsIn({ name: 'digest', entity });
    expect(problem?.path).toBe('entity');
    expect(problem?.fix).toContain(proposed);
    expect(problemsIn({ name: 'digest', entity: proposed })).toEqual([]);
  });

  it.each(['class', 'promise', 'new', 'Request'])('%s can be an entity', (entity) => {
    expect(problemsIn({ name: 'digest', entity })).toEqual([]);
  });

  it('proposes the singular for a plural entity', () => {
    const [problem] = problemsIn({ name: 'digest', entity: 'users' });
    expect(problem?.fix).toBe('give the entity in the singular, user');
  });
});

describe('the plural', () => {
  it.each([
    ['user', 'users'],
    ['company', 'companies'],
    ['person', 'people'],
    ['sales-person', 'sales-people'],
    ['UserProfile', 'user-profiles'],
  ])('of %s is %s', (entity, plural) => {
    expect(parseWorkflowSpec({ name: 'digest', entity }).entities).toBe(plural);
  });

  it('can be given', () => {
    const spec = parseWorkflowSpec({ name: 'digest', entity: 'sheep', entities: 'Sheep Flock' });
    expect(namesOf(spec).routes.process).toBe('process-sheep-flock');
  });
});

describe('derived names', () => {
  it('follow the convention', () => {
    const spec = parseWorkflowSpec({
      name: 'welcome-placeholder',
      entity: 'user',
      verb: 'generate',
    });
    expect(namesOf(spec)).toEqual({
      name: 'welcome-placeholder',
      camel: 'welcomePlaceholder',
      pascal: 'WelcomePlaceholder',
      words: 'welcome placeholder',
      className: 'WelcomePlaceholderWorkflow',
      flagsType: 'WelcomePlaceholderFlags',
      contextType: 'WelcomePlaceholderContext',
      failureType: 'WelcomePlaceholderFailure',
      itemType: 'UserItem',
      resultType: 'GenerateUserResult',
      entity: { kebab: 'user', camel: 'user', pascal: 'User', words: 'user' },
      entities: { kebab: 'users', camel: 'users', pascal: 'Users', words: 'users' },
      verb: { kebab: 'generate', camel: 'generate', pascal: 'Generate', words: 'generate' },
      idField: 'userId',
      idsField: 'userIds',
      routes: { process: 'process-users', paginate: 'paginate-users', execute: 'generate-user' },
      keys: {
        process: 'welcome-placeholder.process',
        paginate: 'welcome-placeholder.paginate',
        execute: 'welcome-placeholder.execute',
      },
      triggers: {
        process: 'triggerProcessUsers',
        paginate: 'triggerPaginateUsers',
        execute: 'triggerGenerateUser',
      },
      filterMethod: 'filterUsersNeedingProcessing',
      operations: {
        count: 'countUsers',
        list: 'listUsers',
        filter: 'filterUsers',
        filterSavedBy: 'filterUsersSavedBy',
        load: 'loadUser',
        run: 'generateUser',
        save: 'saveUser',
        answer: 'answerForUser',
        onFailure: 'onFailure',
      },
      folder: 'src/server/workflows/welcomePlaceholder',
      module: '@/server/workflows/welcomePlaceholder',
      workflowsModule: '@/server/workflows',
      routesFolder: 'src/app/(backend)/api/workflows/welcome-placeholder',
      routeFiles: {
        process: 'src/app/(backend)/api/workflows/welcome-placeholder/process-users/route.ts',
        paginate: 'src/app/(backend)/api/workflows/welcome-placeholder/paginate-users/route.ts',
        execute: 'src/app/(backend)/api/workflows/welcome-placeholder/generate-user/route.ts',
      },
      urls: {
        process: '/api/workflows/welcome-placeholder/process-users',
        paginate: '/api/workflows/welcome-placeholder/paginate-users',
        execute: '/api/workflows/welcome-placeholder/generate-user',
      },
    });
  });

  it.each([
    ['@/', '.', 'src/server/workflows', '@/src/server/workflows/digest'],
    ['~/', 'src/server', 'src/server/jobs', '~/jobs/digest'],
  ])('import through %s → %s', (prefix, target, workflows, module) => {
    const spec = parseWorkflowSpec({
      name: 'digest',
      entity: 'user',
      paths: { workflows },
      alias: { prefix, target },
    });
    expect(namesOf(spec).module).toBe(module);
  });
});

const anything = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.stringMatching(/^[A-Za-z0-9]{1,12}([ _-][A-Za-z0-9]{1,12}){0,3}$/),
  fc.constantFrom('class', 'URLParser', 'await', 'user', 'person', 'data', 'constructor', 'a1-2b'),
);

describe('any three texts', () => {
  it('are refused with a fix for each, or give identifiers, URL segments and flow keys', () => {
    fc.assert(
      fc.property(anything, anything, anything, (name, entity, verb) => {
        const problems = problemsIn({ name, entity, verb });
        if (problems.length > 0) {
          for (const { message, fix } of problems) expect(message && fix).toBeTruthy();
          return;
        }
        const spec = parseWorkflowSpec({ name, entity, verb });
        const names = namesOf(spec);
        const identifiers = [
          names.idField,
          names.idsField,
          names.className,
          names.flagsType,
          names.contextType,
          names.failureType,
          names.itemType,
          names.resultType,
          names.filterMethod,
          ...Object.values(names.triggers),
          ...Object.values(names.operations),
          ...Object.values(spec.payloadTypes),
        ];
        for (const identifier of identifiers) expect(isIdentifier(identifier)).toBe(true);
        expect(new Set(Object.values(names.operations)).size).toBe(9);
        expect(new Set(Object.values(names.routes)).size).toBe(3);
        for (const key of Object.values(names.keys)) expect(key).toMatch(/^[a-zA-Z0-9\-_.]+$/);
        for (const url of Object.values(names.urls)) {
          expect(url).toMatch(/^\/api\/workflows(\/[a-z0-9-]+){2}$/);
          expect(encodeURI(url)).toBe(url);
        }
        expect(parseWorkflowSpec(spec)).toEqual(spec);
      }),
      { numRuns: 500 },
    );
  });

  it('are never proposed a name that is refused in turn', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const proposed = suggestName(text);
        if (proposed === undefined) return;
        const problems = problemsIn({ name: proposed, entity: 'user' });
        expect(problems.filter(({ message }) => !message.includes('folder'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function isIdentifier(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2023, true);
  scanner.setText(text);
  const kind = scanner.scan();
  if (scanner.getTokenEnd() !== text.length) return false;
  // Contextual keywords such as `type` come after the reserved words and are identifiers.
  return kind === ts.SyntaxKind.Identifier || kind > ts.SyntaxKind.LastFutureReservedWord;
}
