import { z } from 'zod';

const severity = z.enum(['error', 'warning', 'info', 'off']);
const globs = z.array(z.string().min(1));

/** What `trifold.config.ts` and its like may say; every part may be left out. */
export const configSchema = z.strictObject({
  /** An editor's hint in JSON; not read. */
  $schema: z.string().optional(),
  /** The folder of the team's own templates, relative to the configuration. */
  templates: z.string().min(1).optional(),
  lint: z
    .strictObject({
      /** Severities by rule id; `off` leaves a rule out. */
      rules: z.record(z.string(), severity).default({}),
      /** Globs of the files to lint, relative to the configuration; all source files by default. */
      include: globs.min(1).optional(),
      /** Globs of files to leave out, beside those that git ignores. */
      exclude: globs.default([]),
      /** Functions that end in the SDK's `serve`, out of Trifold's sight: `@vendor/x#serveTraced`. */
      wrappers: z
        .array(
          z.string().regex(/^[^#\s]+#[\w$.]+$/, 'give module#function, such as @vendor/x#serve'),
        )
        .default([]),
    })
    .prefault({}),
});

/** As read: what was left out has its default. */
export type Config = z.output<typeof configSchema>;

/** As people write it. */
export type ConfigInput = z.input<typeof configSchema>;
