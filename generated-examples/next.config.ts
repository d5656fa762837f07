import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Bundled, PGlite no longer finds its WebAssembly files, and pg its optional native binding.
  serverExternalPackages: ['@electric-sql/pglite', 'pg'],
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
  // What is served, without tests and demo.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  poweredByHeader: false,
};

export default config;
