import type { Dialect } from "./dialect.js";
import { type DialectOptions, ParlanceDialect } from "./parlance/parlance-dialect.js";

/** The dialects that the contract's channels are spoken to in. */
export function dialectsOf(options: DialectOptions): readonly Dialect[] {
  return [ParlanceDialect.of(options)].filter((each) => each !== undefined);
}
