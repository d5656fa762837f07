export { createTestKit } from './kit.js';
export type { TestKit, TestKitOptions } from './kit.js';
export type { RouteModule, RouteSource } from './routes.js';
export type { TestDelivery, TestRun, TestStep } from './testRun.js';
export type { ExactlyOnce } from './exactlyOnce.js';
export type { FaultKind, FaultRule, FaultTarget } from '../engine/index.js';
