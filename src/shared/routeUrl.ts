/** The URL path that Next.js gives a file of its App Router or of `pages/api`; undefined for others and dynamic ones. */
export function routeUrlOf(path: string): string | undefined {
  const app = /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/.exec(path);
  const pages = /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[cm]?[jt]sx?$/.exec(path);
  const found = app ? (app[1] ?? '') : pages?.[1];
  if (found === undefined || /[[@]/.test(found)) return undefined;
  const segments = found.split('/').filter((segment) => !/^(\(.*\))?$/.test(segment));
  return `/${segments.join('/')}`;
}
