export { systemClock, virtualClock } from './clock.js';
export type { Clock } from './clock.js';
export type { Transport } from './deliver.js';
export { createEngine } from './engine.js';
export type { Engine, EngineOptions } from './engine.js';
export type { FaultKind, FaultRule, Faults, FaultTarget } from './faults.js';
export { listen } from './http/server.js';
export type { Api, Listen } from './http/server.js';
export { DEFAULT_LIMITS } from './limits.js';
export type { Limits } from './limits.js';
export { resultOf, runLog } from './logs.js';
export type { SigningKeys } from './signature.js';
export type {
  Attempt,
  Collision,
  Delivery,
  RefusedElement,
  Run,
  RunFailure,
  RunState,
} from './state.js';
export type { Timeline, TimelineEvent, TimelineType } from './timeline.js';
