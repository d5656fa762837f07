import { z } from 'zod';
import type { UrlGroup } from '../entities.js';
import { failure, jsonBody } from './call.js';
import type { Call } from './call.js';
import { refuseHost } from './hosts.js';
import type { ApiResponse } from './server.js';

const addSchema = z.object({
  endpoints: z.array(z.object({ name: z.string().optional(), url: z.url() })),
});
const removeSchema = z.object({
  endpoints: z.array(z.object({ name: z.string().optional(), url: z.string().optional() })),
});

/** `POST /v2/topics/{name}/endpoints`; the group is made when there is none of that name. */
export function addEndpoints(call: Call): ApiResponse {
  const { state, clock } = call.runner;
  const parsed = addSchema.safeParse(jsonBody(call));
  if (!parsed.success) return failure(400, `invalid endpoints: ${z.prettifyError(parsed.error)}`);
  const name = call.params['name'] ?? '';
  const now = clock.now();
  const known = state.urlGroups.get(name);
  if (known === undefined && state.urlGroups.size >= state.limits.names) {
    return failure(412, `over the limit of ${state.limits.names} url groups`);
  }
  const { endpoints } = parsed.data;
  const urls = new Set(endpoints.map(({ url }) => url));
  const kept = known?.endpoints.filter(({ url }) => !urls.has(url)) ?? [];
  const refused = refuseHost(call, [...urls]);
  if (refused !== undefined) return refused;
  if (kept.length + endpoints.length > state.limits.endpointsPerGroup) {
    return failure(412, `over the limit of ${state.limits.endpointsPerGroup} endpoints`);
  }
  state.urlGroups.set(name, {
    name,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
    endpoints: [...kept, ...endpoints],
  });
  return { status: 200, body: undefined };
}

/** `DELETE /v2/topics/{name}/endpoints`: by name or by URL. */
export function removeEndpoints(call: Call): ApiResponse {
  const parsed = removeSchema.safeParse(jsonBody(call));
  if (!parsed.success) return failure(400, `invalid endpoints: ${z.prettifyError(parsed.error)}`);
  const { endpoints } = parsed.data;
  return one(call, (group) => {
    group.updatedAt = call.runner.clock.now();
    group.endpoints = group.endpoints.filter(
      ({ name, url }) =>
        !endpoints.some(
          (gone) => gone.url === url || (gone.name !== undefined && gone.name === name),
        ),
    );
    return { status: 200, body: undefined };
  });
}

/** `GET /v2/topics`. */
export function list({ runner }: Call): ApiResponse {
  return { status: 200, body: [...runner.state.urlGroups.values()] };
}

/** `GET /v2/topics/{name}`. */
export function get(call: Call): ApiResponse {
  return one(call, (group) => ({ status: 200, body: group }));
}

/** `DELETE /v2/topics/{name}`. */
export function remove(call: Call): ApiResponse {
  return one(call, ({ name }) => {
    call.runner.state.urlGroups.delete(name);
    return { status: 200, body: undefined };
  });
}

function one(call: Call, act: (group: UrlGroup) => ApiResponse): ApiResponse {
  const name = call.params['name'] ?? '';
  const group = call.runner.state.urlGroups.get(name);
  return group === undefined ? failure(404, `url group ${name} not found`) : act(group);
}
