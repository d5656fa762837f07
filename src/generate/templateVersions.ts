/** A version of templates, and what a user notices of it, a sentence each; `regenerate` prints them. */
export interface ChangelogEntry {
  readonly version: string;
  readonly changes: readonly string[];
}

/** What Trifold's own templates have printed from a version on; versions count up by one. */
export interface TemplateVersion extends ChangelogEntry {
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

/** `own-<hash>`, of a copy of ours with `@` and our version, of a team with a changelog with `+` and its version. */
const OWN = /^own-[0-9a-f]+(?:@(\d+))?(?:\+(.+))?$/;

/**
 * The number of Trifold's templates that a recorded version stands for: of a team's copy, the one that it was copied from.
 * Undefined for templates that are no copy.
 */
export function templateNumber(version: string): number | undefined {
  const number = OWN.exec(version)?.[1] ?? /^\d+$/.exec(version)?.[0];
  return number === undefined ? undefined : Number(number);
}

/**
 * The versions that a workflow moves across, without the one it has. To a team's own templates that is every version of their
 * changelog, unless the workflow has one of them; back from those, and backwards, it is none.
 */
export function versionsBetween(
  from: string,
  to: string,
  versions: readonly ChangelogEntry[] = TEMPLATE_VERSIONS,
): ChangelogEntry[] {
  const isOwn = OWN.test(to);
  const place = (recorded: string) => {
    const wanted = isOwn ? OWN.exec(recorded)?.[2] : recorded;
    return versions.findIndex(({ version }) => version === wanted);
  };
  const [before, after] = [place(from), place(to)];
  return after === -1 || (before === -1 && !isOwn) ? [] : versions.slice(before + 1, after + 1);
}
