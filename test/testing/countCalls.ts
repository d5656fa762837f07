import type { RouteModule } from 'trifold/testing';

/** Counts how often routes are called. */
export function countCalls() {
  const counter = {
    count: 0,
    around(route: { POST: (request: Request) => Promise<Response> }): RouteModule {
      return {
        POST: (request: Request) => {
          counter.count += 1;
          return route.POST(request);
        },
      };
    },
  };
  return counter;
}
