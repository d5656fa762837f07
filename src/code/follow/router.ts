import type { Shape } from './value.js';

/** An app or a router of Hono, Express and their like, as far as it was seen. */
export interface Router {
  readonly mounts: { readonly path: string; readonly route: Route }[];
  /** Routers that hold it, and the file that says so. */
  readonly holders: { readonly router: Router; readonly prefix: string; readonly by: string }[];
}

export type Route = Extract<Shape, { kind: 'route' }>;
