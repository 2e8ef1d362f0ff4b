export type { Clock } from "../client/clock.js";
export type { Timers } from "../realtime/timers.js";
export type { Handler, RecordedRequest, Reply } from "./fetch-double.js";
export { FetchDouble } from "./fetch-double.js";
export { ImpatientClock } from "./impatient-clock.js";
export type { MemoryMethod, MemoryTransportOptions } from "./memory-connection.js";
export { MemoryConnection } from "./memory-connection.js";
export { MemoryTransport } from "./memory-transport.js";
export { VirtualClock } from "./virtual-clock.js";
