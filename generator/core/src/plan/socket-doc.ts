import type { NamedSocket } from "../naming/sockets/named-socket.js";

/** The doc comment of a socket, in the contract's words. */
export function socketDoc({ channels, server }: NamedSocket): string {
  const words = channels.flatMap(({ docs }) => [docs?.summary, docs?.description]);
  const where = `\`${channels[0].address ?? ""}\`${server === undefined ? "" : ` of \`${server.url}\``}`;
  return [...words, where].filter((each) => each !== undefined && each.trim() !== "").join("\n\n");
}
