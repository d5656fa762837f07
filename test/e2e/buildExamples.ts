import { buildApp } from '../../generated-examples/demo/buildApp.js';

/** Builds the example application once, before the test files that serve it. */
export async function setup(): Promise<void> {
  await buildApp();
}
