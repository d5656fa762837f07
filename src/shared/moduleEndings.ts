/** What an import leaves out of a file's name, in the order in which bundlers try: nothing, an extension, a folder's index. */
export const MODULE_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.js',
  '.jsx',
  '.mjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
] as const;
