import type { ChangelogEntry } from './templateVersions.js';

/** Beside ejected templates, if the team keeps one: a heading for each version, the newest first, and a list of its changes. */
export const CHANGELOG_FILE = 'CHANGELOG.md';

/** The versions of a changelog, the oldest first: `## 2` or `## [1.2.0] - 2026-03-01`, each with its list. */
export function readChangelog(text: string): ChangelogEntry[] {
  const entries: { version: string; changes: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const version = /^##\s+\[?([\w.-]+)/.exec(line)?.[1];
    if (version !== undefined) entries.unshift({ version, changes: [] });
    const changes = entries[0]?.changes;
    const change = /^[-*]\s+(.+)/.exec(line)?.[1];
    if (change !== undefined) changes?.push(change.trim());
    else if (changes && changes.length > 0 && /^\s+\S/.test(line)) {
      changes.push(`${changes.pop() ?? ''} ${line.trim()}`);
    }
  }
  return entries;
}
