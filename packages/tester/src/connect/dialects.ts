import type { Dialect } from "./dialect.js";
import { ParlanceDialect } from "./parlance/parlance-dialect.js";
import { SocketDialect, type SocketDialectOptions } from "./sockets/socket-dialect.js";

/** The dialects that the contract's channels are spoken to in. */
export function dialectsOf(options: Omit<SocketDialectOptions, "without">): readonly Dialect[] {
  const parlance = ParlanceDialect.of(options);
  const without = new Set(parlance === undefined ? [] : [parlance.carrier]);
  return [...(parlance === undefined ? [] : [parlance]), new SocketDialect({ ...options, without })];
}
