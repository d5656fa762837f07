import { isTest, type Sources } from './sourceText.js';

const SDK = '@upstash/workflow';

/** How many files may be between a route and the file that mentions the SDK. */
const MAX_DISTANCE = 3;

/**
 * The files in which a workflow may be served or helped, judged by their text alone: those that mention the SDK or a wrapper, or
 * re-export such a file, those that import one of them, and, further on, those that import these and look like a route.
 */
export function nearFiles({ texts, targetsOf, wrappers }: Sources): ReadonlySet<string> {
  const near = new Set<string>();
  const mentions = [SDK, ...wrappers.map((wrapper) => wrapper.split('#', 1)[0] ?? wrapper)];
  for (const [path, text] of texts) {
    if (!isTest(path) && mentions.some((module) => text.includes(module))) near.add(path);
  }
  if (near.size === 0) return near;

  while (add(reExports)) continue;
  add(() => true);
  for (let distance = 1; distance < MAX_DISTANCE && add(looksLikeRoute); distance++) continue;
  return near;

  function add(isAsked: (text: string) => boolean): boolean {
    const found = [...texts].filter(
      ([path, text]) =>
        !near.has(path) &&
        !isTest(path) &&
        isAsked(text) &&
        targetsOf(path).some((target) => near.has(target)),
    );
    for (const [path] of found) near.add(path);
    return found.length > 0;
  }
}

function reExports(text: string): boolean {
  return /\bexport\s*(?:type\s*)?(?:\*|\{[^}]*\}\s*from\b)/.test(text);
}

function looksLikeRoute(text: string): boolean {
  return /\bPOST\b|\.(?:post|use|all|route)\(/.test(text);
}
