import type { NamedSocket } from "@parlance/generator";
import { paragraphs } from "../code/doc-text.js";

/** What a socket is in the document's words, and where. */
export function socketDoc({ channels, server }: NamedSocket): string | undefined {
  const words = channels.flatMap(({ docs }) => [docs?.summary, docs?.description]);
  const where = `\`${channels[0].address ?? ""}\`${server === undefined ? "" : ` of \`${server.url}\``}`;
  return paragraphs([...words, where]);
}
