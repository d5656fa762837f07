import { intersects, minVersion, parse, satisfies, validRange } from 'semver';

/** The first 0.2 release whose `serve` and `trigger` both send flow control (its CHANGELOG and `dist/`, 0.2.22 against 0.2.23). */
export const OLDEST_SDK = '0.2.23';

/** The first release whose flow control takes `rate` and `period`, and not only `ratePerSecond` (0.2.12 against 0.2.13). */
const FIRST_WITH_RATE = '0.2.13';

/** What a version, or a range of versions, says about the SDK's major; `isOpen`: 0.2 and 1 are both in the range. */
export type SaidMajor =
  { kind: 'major'; major: number; isOpen: boolean } | { kind: 'too-old'; version: string };

/** Undefined where it is no version. */
export function majorOfVersion(installed: string): SaidMajor | undefined {
  // The 0.2 releases write their version as `v0.2.23`.
  const version = parse(installed);
  if (version === null) return undefined;
  return satisfies(version, `>=${OLDEST_SDK}`, { includePrerelease: true })
    ? { kind: 'major', major: version.major, isOpen: false }
    : { kind: 'too-old', version: installed };
}

/** The lowest major that a declared range allows; undefined where no range is declared. */
export function majorOfRange(declared: string): SaidMajor | undefined {
  const range = rangeIn(declared);
  if (range === undefined) return undefined;
  return intersects(range, `>=${OLDEST_SDK}`, { includePrerelease: true })
    ? {
        kind: 'major',
        major: minVersion(range)?.major ?? 1,
        isOpen: intersects(range, '<1.0.0') && intersects(range, '>=1.0.0'),
      }
    : { kind: 'too-old', version: range };
}

/** Whether a version, or some version of a declared range, has no `rate` in its flow control. */
export function mayLackRate(said: string): boolean {
  const range = rangeIn(said);
  return range !== undefined && intersects(range, `<${FIRST_WITH_RATE}`);
}

/** `npm:@upstash/workflow@^0.2.23` and `workspace:^1.0.0` hold a range; `latest`, `catalog:` and URLs do not. */
function rangeIn(declared: string): string | undefined {
  const text = declared.replace(/^npm:@?[^@]+@/, '').replace(/^workspace:/, '');
  return /\d/.test(text) ? (validRange(text) ?? undefined) : undefined;
}
