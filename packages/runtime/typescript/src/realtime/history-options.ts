import type { Position } from "@parlance/protocol";
import type { RequestOptions } from "./publish.js";

/** Which part of a channel's history is read. */
export interface HistoryOptions extends RequestOptions {
  /** Where to begin, exclusive. Default: the newest (`desc`) or the oldest (`asc`). */
  readonly from?: Position;
  /** Messages of one page, 1 to 1,000. Default: 100. The iteration goes on to the next page by itself. */
  readonly pageSize?: number;
  /** `desc` = newest first. Default: `desc`. */
  readonly order?: "asc" | "desc";
}
