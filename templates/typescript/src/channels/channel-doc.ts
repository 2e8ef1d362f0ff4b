import type { Docs, Json } from "@parlance/contract";
import type { NamedChannel, NamedChannelEvent } from "@parlance/generator";

/** The doc comment of a channel, in the contract's words. */
export function channelDoc({ channel: { docs, address, extensions } }: NamedChannel): string {
  const scopes = scopesOf(extensions?.["x-parlance-channel"]);
  return paragraphs([
    docs?.summary,
    docs?.description,
    `\`${address ?? ""}\`${scopes.length === 0 ? "" : `, for holders of ${scopes.join(", ")}`}`,
    tagsOf(docs),
  ]);
}

/** The doc comment of an event. */
export function messageDoc({ messages: [first] }: NamedChannelEvent): string {
  const docs = first?.message.docs;
  const { summary, description } = docs ?? {};
  const said = description?.startsWith(summary?.replace(/\.$/u, "") ?? "") === true;
  return paragraphs([said ? undefined : summary, description, tagsOf(docs)]);
}

function scopesOf(extension: Json | undefined): readonly string[] {
  const scopes = typeof extension === "object" && extension !== null && "scopes" in extension ? extension.scopes : [];
  return Array.isArray(scopes) ? scopes.filter((each) => typeof each === "string").map((each) => `\`${each}\``) : [];
}

function tagsOf(docs: Docs | undefined): string {
  const deprecated = typeof docs?.deprecated === "string" ? `@deprecated ${docs.deprecated}` : "@deprecated";
  return [...(docs?.href === undefined ? [] : [`@see ${docs.href}`]), ...(docs?.deprecated ? [deprecated] : [])].join(
    "\n",
  );
}

function paragraphs(texts: readonly (string | undefined)[]): string {
  return texts.filter((each) => each !== undefined && each.trim() !== "").join("\n\n");
}
