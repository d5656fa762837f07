/** The port of the local engine, and of Upstash's own development server (`@upstash/qstash`, `src/dev-server`). */
export const DEFAULT_PORT = 8080;

/** Where a Next.js application listens when nothing else is said. */
export const DEFAULT_APP_URL = 'http://localhost:3000';
