import { intersects, minVersion, parse, satisfies, validRange } from 'semver';
import { declaredRange, installedVersion } from './dependencies.js';
import { hostError } from './errors.js';
import type { Detection } from './finding.js';
import type { Project } from './project.js';

const PACKAGE = '@upstash/workflow';

/** The first 0.2 release whose `serve` and `trigger` both send flow control (its CHANGELOG and `dist/`, 0.2.22 against 0.2.23). */
const OLDEST = '0.2.23';

/** The SDK major of a project: of the installed package, or else of the declared range. */
export async function detectSdk(project: Project): Promise<Detection<0 | 1>> {
  const installed = await installedVersion(project, PACKAGE);
  if (installed !== undefined) {
    // The 0.2 releases write their version as `v0.2.23`.
    const version = parse(installed);
    if (version === null) return { value: undefined, findings: [] };
    if (!satisfies(version, `>=${OLDEST}`, { includePrerelease: true })) throw tooOld(installed);
    return ofMajor(version.major);
  }
  const declared = declaredRange(project, PACKAGE);
  if (declared === undefined) return { value: undefined, findings: [missing] };
  const range = rangeIn(declared);
  if (range === undefined) return { value: undefined, findings: [] };
  if (!intersects(range, `>=${OLDEST}`, { includePrerelease: true })) throw tooOld(range);
  return ofMajor(minVersion(range)?.major ?? 1);
}

/** `npm:@upstash/workflow@^0.2.23` and `workspace:^1.0.0` hold a range; `latest`, `catalog:` and URLs do not. */
function rangeIn(declared: string): string | undefined {
  const text = declared.replace(/^npm:@?[^@]+@/, '').replace(/^workspace:/, '');
  return /\d/.test(text) ? (validRange(text) ?? undefined) : undefined;
}

function ofMajor(major: number): Detection<0 | 1> {
  if (major === 0 || major === 1) return { value: major, findings: [] };
  return {
    value: 1,
    findings: [
      {
        code: 'newer-sdk',
        message: `${PACKAGE} ${major} is newer than what Trifold knows; files are generated for 1`,
        fix: 'upgrade trifold, or type-check what was generated with care',
      },
    ],
  };
}

const missing = {
  code: 'missing-sdk',
  message: `${PACKAGE} is not a dependency of this project; files are generated for version 1`,
  fix: `install ${PACKAGE}`,
} as const;

function tooOld(version: string) {
  return hostError('HOST_SDK_TOO_OLD', `${PACKAGE} ${version} is too old`, {
    why: `flow control, which every generated workflow relies on, needs ${OLDEST} or later`,
    fix: `install ${PACKAGE}@^${OLDEST}, or @latest`,
  });
}
