import { describe, expect, it } from 'vitest';
import { parseWorkflowSpec, problemsIn } from '../../src/spec/parse.js';

const minimal = { name: 'welcome-placeholder', entity: 'user' };

describe('names that the generated code needs', () => {
  it.each([...Object.getOwnPropertyNames(Object.prototype), 'to-string', 'value of'])(
    'refuses %s, which every object has, as a flag',
    (name) => {
      const problems = problemsIn({ ...minimal, flags: [{ name }] });
      expect(problems.map(({ path }) => path)).toEqual(['flags[0].name']);
    },
  );

  it.each([
    ['get', 'the first step of layer 3 is get-user already'],
    ['db', 'a method named db'],
    ['load', 'there is a function loadUser already'],
  ])('refuses the verb %s', (verb, message) => {
    expect(problemsIn({ ...minimal, verb })).toEqual([
      {
        path: 'verb',
        message: expect.stringContaining(message),
        fix: expect.stringContaining('execute'),
      },
    ]);
  });

  it('takes verbs that only begin like those', () => {
    expect(parseWorkflowSpec({ ...minimal, verb: 'get-rid-of' }).verb).toBe('get-rid-of');
    expect(parseWorkflowSpec({ ...minimal, verb: 'load-up' }).verb).toBe('load-up');
  });

  it.each(
    `Promise Record Set Map Error Date Array Response Request Awaited ReturnType Parameters NonNullable Partial Pick
     Omit Readonly Object String JSON Database POST WorkflowRun string number boolean unknown any never object void`.split(
      /\s+/,
    ),
  )('refuses %s as a payload type', (type) => {
    for (const layer of ['process', 'paginate', 'execute']) {
      const problems = problemsIn({ ...minimal, payloadTypes: { [layer]: type } });
      expect(problems.map(({ path }) => path)).toEqual([`payloadTypes.${layer}`]);
      expect(problems[0]?.fix).toContain('like ProcessUsersPayload');
    }
  });

  it.each(
    `class new default await createContext connection flags Promise Database WelcomePlaceholderContext
     WelcomePlaceholderFlags`.split(/\s+/),
  )('refuses %s as the database accessor', (name) => {
    const problems = problemsIn({ ...minimal, database: { import: '@/db', name } });
    expect(problems.map(({ path }) => path)).toEqual(['database.name']);
    expect(problems[0]?.fix).toContain('like getServerDB');
  });
});

describe('an empty answer', () => {
  it.each([
    [{ name: '' }, 'welcome-placeholder'],
    [{ entity: '' }, 'user'],
    [{ entities: '' }, 'users'],
    [{ verb: '' }, 'generate'],
    [{ flags: [{ name: '' }] }, 'paidOnly'],
  ])('%j gets an example of its kind', (empty, example) => {
    const fixes = problemsIn({ ...minimal, ...empty }).map(({ fix }) => fix);
    expect(fixes).toEqual([`give a name, like ${example}`]);
  });
});
