import { declaredRange, installedVersion } from './dependencies.js';
import { hostError } from './errors.js';
import type { Detection } from './finding.js';
import type { Project } from './project.js';
import { majorOfRange, majorOfVersion, OLDEST_SDK, type SaidMajor } from './sdkMajor.js';

const PACKAGE = '@upstash/workflow';

/** The SDK major of a project: of the installed package, or else of the declared range. */
export async function detectSdk(project: Project): Promise<Detection<0 | 1>> {
  const installed = await installedVersion(project, PACKAGE);
  if (installed !== undefined) return toDetection(majorOfVersion(installed));
  const declared = declaredRange(project, PACKAGE);
  if (declared === undefined) return { value: undefined, findings: [missing] };
  return toDetection(majorOfRange(declared));
}

function toDetection(said: SaidMajor | undefined): Detection<0 | 1> {
  if (said === undefined) return { value: undefined, findings: [] };
  if (said.kind === 'too-old') throw tooOld(said.version);
  return ofMajor(said.major);
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
    why: `flow control, which every generated workflow relies on, needs ${OLDEST_SDK} or later`,
    fix: `install ${PACKAGE}@^${OLDEST_SDK}, or @latest`,
  });
}
