export type { Clock } from "../client/clock.js";
export type { Handler, RecordedRequest, Reply } from "./fetch-double.js";
export { FetchDouble } from "./fetch-double.js";
export { ImpatientClock } from "./impatient-clock.js";
export { VirtualClock } from "./virtual-clock.js";
