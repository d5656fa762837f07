import { z } from 'zod';
import { configSchema } from './configSchema.js';

/** For editors of `trifold.config.json`. */
export function configJsonSchema() {
  return { title: 'Trifold configuration', ...z.toJSONSchema(configSchema, { io: 'input' }) };
}
