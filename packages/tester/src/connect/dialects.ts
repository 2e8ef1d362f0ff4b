import type { Dialect } from "./dialect.js";
import { ParlanceDialect } from "./parlance/parlance-dialect.js";
import { StreamDialect } from "./parlance/stream-dialect.js";
import { SocketDialect, type SocketDialectOptions } from "./sockets/socket-dialect.js";

/** The dialects that the contract's channels are spoken to in. */
export function dialectsOf(options: Omit<SocketDialectOptions, "without">): readonly Dialect[] {
  const parlance = ParlanceDialect.of(options);
  const stream = parlance === undefined ? undefined : StreamDialect.of(parlance, options);
  const known = [parlance, stream].filter((each) => each !== undefined);
  return [...known, new SocketDialect({ ...options, without: new Set(known.map(({ carrier }) => carrier)) })];
}
