import type { ConfigInput } from './configSchema.js';

export type { ConfigInput as TrifoldConfig } from './configSchema.js';

/** Hands the configuration on as it is; an editor then knows its keys: `export default defineConfig({ … })`. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
