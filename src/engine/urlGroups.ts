import type { Message } from './message.js';
import type { EngineState } from './state.js';

/** The message for each endpoint of the URL group that it names, or the message itself. */
export function allEndpoints(state: EngineState, message: Message): readonly Message[] {
  const group = state.urlGroups.get(message.destination);
  if (group === undefined) return [message];
  return group.endpoints.map(({ url, name }) => ({
    ...message,
    destination: url,
    group: { topicName: group.name, endpointName: name },
  }));
}
