import { testMutations } from '../mutate.js';

const client = 'workflows/client.ts';

testMutations('no-swallowed-trigger-error', [
  {
    title: 'the error of the SDK is thrown on',
    changes: [
      {
        file: client,
        replace: 'throw new Error(`Could not trigger ${run.path}: ${messageOf(error)}`);',
        by: 'throw error;',
      },
      {
        file: client,
        replace: 'return await workflowClient().trigger(toTriggerOptions(run));',
        by: 'return await workflowClient().trigger(toTriggerOptions(run)); // reported',
      },
    ],
  },
]);

testMutations('no-empty-trigger-batch', [
  {
    title: 'the list is empty',
    changes: [
      {
        file: client,
        replace: 'await client.trigger(runs.map(toTriggerOptions));',
        by: 'await client.trigger([]); // reported',
      },
    ],
  },
]);

testMutations('batched-triggers', [
  {
    title: 'a request for each item',
    changes: [
      {
        file: 'agentWelcome/index.ts',
        replace: 'return triggerWorkflows(payloads.map((payload) => executeRun(payload, source)));',
        by: 'return Promise.all(payloads.map((payload) => triggerWorkflow(executeRun(payload, source)))); // reported',
      },
    ],
  },
]);

testMutations('retried-triggers-have-run-id', [
  {
    title: 'run ids are random',
    changes: [
      {
        file: client,
        replace: 'return { ...options, url: workflowUrl(path), body: payload };',
        by: 'return { ...options, url: workflowUrl(path), body: payload, workflowRunId: crypto.randomUUID() };',
      },
      {
        file: client,
        replace: 'return await workflowClient().trigger(toTriggerOptions(run));',
        by: 'return await workflowClient().trigger(toTriggerOptions(run)); // reported',
      },
      {
        file: client,
        replace: 'await client.trigger(runs.map(toTriggerOptions));',
        by: 'await client.trigger(runs.map(toTriggerOptions)); // reported',
      },
    ],
  },
  {
    title: 'run ids are left to QStash',
    changes: [
      {
        file: client,
        replace: 'return { ...options, url: workflowUrl(path), body: payload };',
        by: 'return { flowControl: options.flowControl, url: workflowUrl(path), body: payload };',
      },
      {
        file: client,
        replace: 'return await workflowClient().trigger(toTriggerOptions(run));',
        by: 'return await workflowClient().trigger(toTriggerOptions(run)); // reported',
      },
      {
        file: client,
        replace: 'await client.trigger(runs.map(toTriggerOptions));',
        by: 'await client.trigger(runs.map(toTriggerOptions)); // reported',
      },
    ],
  },
]);

testMutations('no-trigger-answer-as-result', [
  {
    title: 'a count is read from the answer',
    changes: [
      {
        file: client,
        replace: 'return await workflowClient().trigger(toTriggerOptions(run));',
        by: 'const answer = await workflowClient().trigger(toTriggerOptions(run)); // reported\n    return answer.result;',
      },
    ],
  },
]);

testMutations('no-schema-validation', [
  {
    title: 'a schema in the options',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: '    failureFunction: async',
        by: '    schema: userSchema, // reported\n    failureFunction: async',
      },
    ],
  },
  {
    title: 'a parser that throws',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: '    failureFunction: async',
        by: "    initialPayloadParser: (text) => {\n      if (!text) throw new Error('empty'); // reported\n      return JSON.parse(text);\n    },\n    failureFunction: async",
      },
    ],
  },
]);
