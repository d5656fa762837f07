export { createTestKit } from './kit.js';
export type { TestKit, TestKitOptions } from './kit.js';
export type { RouteModule, RouteSource } from './routes.js';
export type { TestDelivery, TestRun, TestStep } from './testRun.js';
export type { ExactlyOnce } from './exactlyOnce.js';
export type {
  Collision,
  FaultKind,
  FaultRule,
  FaultTarget,
  RefusedElement,
} from '../engine/index.js';
