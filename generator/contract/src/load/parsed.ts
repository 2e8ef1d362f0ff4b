import type { Json } from "../model/json.js";
import type { Finding } from "./finding.js";
import type { Lines } from "./source-file.js";

/** What a parser makes of a text. */
export interface Parsed {
  readonly root: Json;
  readonly lines: Lines;
  readonly findings: readonly Finding[];
}
