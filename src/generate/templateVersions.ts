/** What Trifold's own templates have printed from a version on. */
export interface TemplateVersion {
  /** Counts up by one. */
  readonly version: string;
  /** What a user notices, a sentence each; `regenerate` prints them. */
  readonly changes: readonly string[];
  /** Of everything that the templates print, so that nothing else can be printed under the same number. */
  readonly digest: string;
}

/** The changelog of the templates, the oldest first. */
export const TEMPLATE_VERSIONS: readonly [TemplateVersion, ...TemplateVersion[]] = [
  {
    version: '1',
    changes: ['The first templates: three layers, payload validation, flow control and a test.'],
    digest: '4adf9fdd6a6798d66a01aa2d8863c73a549d8822349de0175435890381addac7',
  },
];

const [first, ...later] = TEMPLATE_VERSIONS;

/** Recorded with each workflow. */
export const TEMPLATE_VERSION = (later.at(-1) ?? first).version;

/**
 * The number of Trifold's templates that a recorded version stands for: of a team's copy, the one that it was copied from.
 * Undefined for templates that are no copy.
 */
export function templateNumber(version: string): number | undefined {
  const number = /^(?:own-[0-9a-f]+@)?(\d+)$/.exec(version)?.[1];
  return number === undefined ? undefined : Number(number);
}

/**
 * The versions that a workflow moves across, without the one it has; none for a team's own templates, which have no
 * numbers.
 */
export function versionsBetween(
  from: string,
  to: string,
  versions: readonly TemplateVersion[] = TEMPLATE_VERSIONS,
): TemplateVersion[] {
  const place = (wanted: string) => versions.findIndex(({ version }) => version === wanted);
  const [before, after] = [place(from), place(to)];
  return before === -1 || after === -1 ? [] : versions.slice(before + 1, after + 1);
}
