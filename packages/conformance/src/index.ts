export { FaultProxy, type FaultProxyOptions, type SeenFrame } from "./proxy/fault-proxy.js";
export { jsonFrames, type FrameFormat } from "./proxy/frame-format.js";
export type { Action, Direction, Match, Rule, WireFrame } from "./proxy/rule.js";
