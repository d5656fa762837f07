/** A path at which one file was seen to serve a workflow of another. */
export interface MountFact {
  /** The file whose own code serves the workflow. */
  readonly origin: string;
  /** Which of the workflows of that file. */
  readonly index: number;
  readonly path: string;
}

/** The workflows of a file with what others say about where they are served. */
export function withMounts<
  Facts extends { readonly mounts: string[] },
  Followed extends { readonly facts: Facts },
>(workflows: readonly Followed[], mounts: readonly MountFact[]): Followed[] {
  return workflows.map((workflow, index) => {
    const { facts } = workflow;
    const others = mounts.filter((each) => each.index === index).map(({ path }) => path);
    const all = [...new Set([...facts.mounts, ...others])];
    return all.length < 2 && others.length === 0
      ? workflow
      : { ...workflow, facts: { ...facts, mounts: all.filter(isWhole) } };
  });
}

/** A router that others hold knows only the end of a path. */
function isWhole(path: string, _: number, all: readonly string[]): boolean {
  const end = path === '/' ? '' : path;
  return !all.some((other) => other !== path && other.endsWith(end));
}
