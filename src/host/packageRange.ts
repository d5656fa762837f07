import { intersects, validRange } from 'semver';

/**
 * The text of a package.json in which the dependency has a range that admits `version`, all else left as it is.
 * Undefined when there is nothing to do: no such dependency, a fitting range, or none that can be judged (`catalog:`, a URL).
 */
export function withRange(text: string, name: string, version: string): string | undefined {
  const pattern = new RegExp(`("${name.replaceAll(/[/.]/g, '\\$&')}"\\s*:\\s*")([^"]*)(")`, 'g');
  const raised = text.replaceAll(pattern, (entry, before: string, range: string, after: string) => {
    const [, protocol = '', own = ''] = /^((?:npm:@?[^@]+@|workspace:)?)(.*)$/.exec(range) ?? [];
    if (!/\d/.test(own) || validRange(own) === null) return entry;
    if (intersects(own, `>=${version}`, { includePrerelease: true })) return entry;
    const prefix = /^[\^~]/.exec(own)?.[0] ?? (/^\d/.test(own) ? '' : '^');
    return `${before}${protocol}${prefix}${version}${after}`;
  });
  return raised === text ? undefined : raised;
}
