import { z } from 'zod';

const place = { path: z.string(), line: z.int().min(1), column: z.int().min(1) };

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

const finding = z.strictObject({
  rule: z.string().describe('see `trifold explain <rule>`'),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string().describe('what is wrong'),
  why: z.string().describe('what comes of it'),
  fix: z.string().describe('what to write instead'),
  ...place,
  fingerprint: z.string().describe('the same when lines move'),
  related: z.array(z.strictObject({ message: z.string(), ...place })),
  edits: z
    .array(
      z.strictObject({
        path: z.string(),
        start: position,
        end: position.describe('excluded'),
        text: z.string(),
      }),
    )
    .describe('what --fix would do; empty where a person must decide'),
});

const count = z.int().min(0);

/** The JSON document of `trifold lint --json`; paths are relative to the project, lines and columns start with 1. */
const lintDocument = z.strictObject({
  schemaVersion: z.literal(1),
  version: z.string().describe('of Trifold'),
  findings: z.array(finding),
  workflows: z
    .array(z.strictObject({ path: z.string(), line: z.int().min(1) }))
    .describe('where workflow functions are served'),
  groups: z
    .array(
      z.strictObject({
        name: z.string(),
        files: z.array(z.string()),
        checklist: z
          .array(
            z.strictObject({
              title: z.string(),
              state: z.enum(['pass', 'fail', 'not-applicable']),
              rules: z.array(z.string()).describe('that decide it'),
            }),
          )
          .describe("the guide's checklist, in its order"),
      }),
    )
    .describe('workflows of three layers'),
  summary: z.strictObject({
    errors: count,
    warnings: count,
    infos: count,
    fixable: count,
    disabled: count,
    baselined: count,
  }),
  fixed: z.nullable(z.strictObject({ findings: count, files: z.array(z.string()) })),
});

export function lintDocumentSchema() {
  return { title: 'Trifold lint', ...z.toJSONSchema(lintDocument) };
}
