import { Argument } from 'commander';
import type { Register } from './register.js';

const DOCUMENTS = ['spec', 'config', 'lint'] as const;

type Document = (typeof DOCUMENTS)[number];

export const register: Register = (command, io) => {
  command
    .addArgument(
      new Argument(
        '[document]',
        'the answers of gen, trifold.config.json, or what lint --json prints',
      )
        .choices(DOCUMENTS)
        .default('spec'),
    )
    .option('--json', 'the output is JSON anyway')
    .action(async (document: Document) => {
      io.out(`${JSON.stringify(await schemaOf(document), null, 2)}\n`);
    });
};

async function schemaOf(document: Document): Promise<object> {
  switch (document) {
    case 'spec':
      return (await import('../spec/json-schema.js')).specJsonSchema();
    case 'config':
      return (await import('../host/configJsonSchema.js')).configJsonSchema();
    case 'lint':
      return (await import('../lint/documentSchema.js')).lintDocumentSchema();
  }
}
