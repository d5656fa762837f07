import type { FixtureFile } from '../fixtureFiles.js';

/** Constants that options may be made of. */
export const LIMITS: FixtureFile = {
  path: 'src/limits.ts',
  content: `export const retries = 3;
export const flowControl = { key: 'digest', parallelism: 1 };
export const limits = { flowControl, retries };
export const options = { ...limits, verbose: true };
export const LIMITS = { digest: limits, mail: { retries: 1 } };
export default { retries: 5 };
`,
};

/** A file that triggers; `before` are its imports and constants. */
export const start = (calls: string, before = '') => `import { Client } from '@upstash/workflow';
${before}const shared = { url: 'https://acme.dev/api/digest' };
export const start = async (client: Client, base: string, path: string) => {
  ${calls}
};
`;

export const fromLimits = (names: string) => `import { ${names} } from '@/limits';\n`;
/** New imports come first. */
export const imported = (names: string) => (content: string) => `${fromLimits(names)}${content}`;
