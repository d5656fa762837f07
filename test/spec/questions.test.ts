import { describe, expect, it } from 'vitest';
import { isAnswered, objectionTo, proposalFor, specFromAnswers } from '../../src/spec/answer.js';
import { propertyAt, specJsonSchema, type Property } from '../../src/spec/json-schema.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import { questions, questionsOf } from '../../src/spec/questions.js';

describe('the questions', () => {
  it('cover every answer of the schema but the one that is always 1', () => {
    const asked = questions.map(({ path }) => path.join('.'));
    const root = propertyAt([]);
    if (root === undefined) throw new Error('there is no schema');
    expect(leavesOf(root).filter((leaf) => !asked.includes(leaf))).toEqual([
      'flowControl.process.parallelism',
    ]);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('take text, choices and defaults from the schema', () => {
    expect(questions.find(({ flag }) => flag === 'dispatch')).toMatchObject({
      kind: 'choice',
      choices: ['chunk', 'item'],
      default: 'chunk',
      title: 'Dispatch',
    });
    expect(questions.find(({ flag }) => flag === 'items-per-second')).toMatchObject({
      kind: 'number',
      key: 'itemsPerSecond',
      path: ['flowControl', 'execute', 'itemsPerSecond'],
      default: 5,
    });
    expect(questions.filter(({ required }) => required).map(({ flag }) => flag)).toEqual([
      'name',
      'entity',
    ]);
  });
});

describe('answers', () => {
  it('nest under their paths, with numbers and flags read', () => {
    const spec = specFromAnswers({
      name: 'digest',
      pageSize: '20',
      sdk: '0',
      itemsPerSecond: '0.5',
      flag: ['paidOnly', 'tone:string@execute'],
      routesPath: 'app/api/wf',
      dbImport: '@/db',
      test: false,
    });
    expect(spec).toEqual({
      name: 'digest',
      flags: [{ name: 'paidOnly' }, { name: 'tone', type: 'string', layers: ['execute'] }],
      pageSize: 20,
      flowControl: { execute: { itemsPerSecond: 0.5 } },
      database: { import: '@/db' },
      sdk: 0,
      paths: { routes: 'app/api/wf' },
      test: false,
    });
    expect(parseWorkflowSpec({ ...spec, entity: 'user' })).toMatchObject({ sdk: 0, pageSize: 20 });
  });

  it('read flags from one line too', () => {
    expect(specFromAnswers({ flag: ' paidOnly  tone:string ' })).toEqual({
      flags: [{ name: 'paidOnly' }, { name: 'tone', type: 'string' }],
    });
    expect(specFromAnswers({ flag: '' })).toEqual({ flags: [] });
  });

  it('keep what is not a number, so that the schema can say so', () => {
    expect(objection('page-size', 'many')).toBe(
      'it must be a number, not "many"; give a whole number from 1 to 500',
    );
  });

  it('tell which required ones are missing', () => {
    const missing = (generator: 'workflow' | 'cloud-reexport') =>
      questionsOf(generator)
        .filter((question) => question.required && !isAnswered(question, { name: 'x' }))
        .map(({ flag }) => flag);
    expect(missing('workflow')).toEqual(['entity']);
    expect(missing('cloud-reexport')).toEqual(['entity', 'cloud-submodule']);
  });
});

describe('an answer at a prompt', () => {
  it('is judged alone, and together with the ones before it', () => {
    expect(objection('name', 'client')).toContain('a folder named client');
    expect(objection('name', 'digest')).toBeUndefined();
    expect(objection('entities', 'user', { name: 'digest', entity: 'user' })).toContain(
      'the plural of user',
    );
    expect(objection('flag', 'a b:text', {})).toContain('"text" is not one of');
  });

  it('has a proposal from the answers before it, the project and the schema', () => {
    expect(proposal('entities', { entity: 'person' })).toBe('people');
    expect(proposal('execute-payload', { entity: 'user', verb: 'send' })).toBe('SendUserPayload');
    expect(proposal('sdk', {}, { sdk: 0 })).toBe(0);
    expect(proposal('page-size')).toBe(50);
    expect(proposal('db-import')).toBeUndefined();
    expect(proposal('name')).toBeUndefined();
    expect(proposal('entities', { entity: 'sheep' })).toBeUndefined();
  });
});

describe('the published JSON schema', () => {
  it('requires the name and the entity, and allows no other keys', () => {
    expect(specJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['name', 'entity'],
      additionalProperties: false,
    });
  });

  it('allows a file to name its schema, which is no answer', () => {
    expect(specJsonSchema().properties?.['$schema']).toMatchObject({ type: 'string' });
    expect(propertyAt(['$schema'])).toBeUndefined();
  });
});

function find(flag: string) {
  const question = questions.find((candidate) => candidate.flag === flag);
  if (question === undefined) throw new Error(`there is no question ${flag}`);
  return question;
}

function objection(flag: string, answer: unknown, answers = {}) {
  return objectionTo(find(flag), answer, answers, {});
}

function proposal(flag: string, answers = {}, defaults = {}) {
  return proposalFor(find(flag), answers, defaults);
}

function leavesOf(property: Property, path: string[] = []): string[] {
  const object = property.properties ?? property.anyOf?.[0]?.properties;
  if (object === undefined) return [path.join('.')];
  return Object.entries(object).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}
