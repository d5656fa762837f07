/**
 * The URL path that a framework gives a file by its place: Next.js, Astro, SvelteKit, Nuxt and Nitro, Cloudflare Pages.
 * Undefined for others and dynamic ones.
 */
export function routeUrlOf(path: string): string | undefined {
  const found = places.map((place) => place.exec(path)).find((match) => match !== null);
  if (!found) return undefined;
  const folder = found[1] ?? '';
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
