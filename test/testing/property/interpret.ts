import { createHash } from 'node:crypto';
import type { Node, Program, Step } from './program.js';

/** What a program needs of a workflow context. */
export interface StepContext {
  run<T>(name: string, step: () => T): Promise<T>;
  sleep(name: string, seconds: number): Promise<void>;
  call(name: string, request: CallRequest): Promise<{ status: number; body: unknown }>;
  /** Where the endpoint is; the third party is beside it. */
  readonly url: string;
}

interface CallRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly body: string;
  readonly retries: number;
}

/** Path of the third party that programs call: it answers with what it was sent. */
export const ECHO = '/echo';

/** Runs a program and answers what its steps returned, in order. */
export async function interpret(context: StepContext, program: Program): Promise<unknown[]> {
  const results: unknown[] = [];
  await runAll(context, program, 'step', results);
  return results;
}

/** Runs a program in this process: every step at once and exactly once, the answer as it comes back from JSON. */
export async function runPlainly(program: Program): Promise<unknown> {
  const context: StepContext = {
    run: (_, step) => Promise.resolve(step()),
    sleep: () => Promise.resolve(),
    call: (_, { body }) => Promise.resolve({ status: 200, body: JSON.parse(body) }),
    url: 'http://plain.localhost',
  };
  return JSON.parse(JSON.stringify(await interpret(context, program)));
}

async function runAll(
  context: StepContext,
  nodes: Program,
  name: string,
  results: unknown[],
): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    await runNode(context, node, `${name}.${index}`, results);
  }
}

async function runNode(
  context: StepContext,
  node: Node,
  name: string,
  results: unknown[],
): Promise<void> {
  if (node.kind === 'loop') {
    const times = await context.run(`${name}:times`, () => node.times);
    for (let round = 0; round < times; round += 1) {
      await runAll(context, node.body, `${name}:${round}`, results);
    }
    return;
  }
  const steps = node.kind === 'parallel' ? node.steps : [node];
  const returned = await Promise.all(
    steps.map((step, index) => runStep(context, step, `${name}.${index}`, results)),
  );
  results.push(...returned.map((value) => (value === undefined ? 'nothing' : value)));
}

/** A step's value tells what came before it, so that one wrong result changes all later ones. */
function runStep(
  context: StepContext,
  step: Step,
  name: string,
  results: readonly unknown[],
): Promise<unknown> {
  switch (step.kind) {
    case 'run':
      return context.run(name, () => ({ value: step.value, after: digest(results) }));
    case 'note':
      return context.run(name, () => undefined);
    case 'sleep':
      return context.sleep(name, step.seconds);
    case 'call':
      return callEcho(context, name, { value: step.value, after: digest(results) });
  }
}

async function callEcho(context: StepContext, name: string, sent: object): Promise<unknown> {
  const { status, body } = await context.call(name, {
    url: new URL(ECHO, context.url).href,
    method: 'POST',
    body: JSON.stringify(sent),
    // A call has one attempt unless it says otherwise, and what fails is its result.
    retries: 3,
  });
  return { status, body };
}

function digest(results: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(results)).digest('hex').slice(0, 12);
}
