/**
 * The URL path that a framework gives a file by its place: Next.js, Astro, SvelteKit, Nuxt and Nitro, Cloudflare Pages.
 * Undefined for others and dynamic ones.
 */
export function routeUrlOf(path: string): string | undefined {
  const folder = folderOf(path);
  return folder === undefined ? undefined : urlOf(folder);
}

/** What comes before the last segment of the URL, where the file's place leaves that open: `app/api/jobs/[...any]/route.ts`. */
export function routesUrlOf(path: string): string | undefined {
  const folder = /^(.*)\/\[{1,2}(\.{3})?\w*\]{1,2}$/.exec(folderOf(path) ?? '')?.[1];
  return folder === undefined ? undefined : urlOf(folder);
}

function folderOf(path: string): string | undefined {
  const found = places.map((place) => place.exec(path)).find((match) => match !== null);
  return found && (found[1] ?? '');
}

function urlOf(folder: string): string | undefined {
  if (/[[@]/.test(folder)) return undefined;
  const segments = folder.split('/').filter((segment) => !/^(\(.*\))?$/.test(segment));
  return `/${segments.join('/')}`;
}

const places = [
  // The App Router of Next.js, and `pages/api`, which Astro has as well.
  /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/,
  /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[cm]?[jt]sx?$/,
  // SvelteKit.
  /(?:^|\/)src\/routes\/(?:(.*)\/)?\+server\.[jt]s$/,
  // Nuxt and Nitro: `server/api/digest.post.ts`, `server/routes/digest.ts`.
  /(?:^|\/)server\/(api\/.*?)(?:\/index)?(?:\.post)?\.[cm]?[jt]s$/,
  /(?:^|\/)server\/routes\/(.*?)(?:\/index)?(?:\.post)?\.[cm]?[jt]s$/,
  // Cloudflare Pages. Others keep functions in such a folder, too, but none below `api`.
  /(?:^|\/)functions\/(api\/.*?)(?:\/index)?\.[cm]?[jt]sx?$/,
];
