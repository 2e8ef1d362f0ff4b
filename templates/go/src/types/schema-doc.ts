import type { Docs, Schema } from "@parlance/contract";

/** The doc comment of a type, in the contract's words. */
export function docOf({ docs }: { readonly docs?: Docs }): string | undefined {
  const texts = [docs?.summary, docs?.description, deprecation(docs)].filter((each) => (each ?? "").trim() !== "");
  return texts.length === 0 ? undefined : [...new Set(texts)].join("\n\n");
}

/** The doc comment of a field. */
export function noteOf(schema: Schema): string | undefined {
  const notes = [
    ...(schema.readOnly === true ? ["Only in answers."] : []),
    ...(schema.writeOnly === true ? ["Only in requests."] : []),
  ].join(" ");
  const texts = [docOf(schema), notes].filter((each) => (each ?? "") !== "");
  return texts.length === 0 ? undefined : texts.join("\n\n");
}

/** A paragraph that Go's tools understand (go.dev/wiki/Deprecated). */
export function deprecation(docs: Docs | undefined): string | undefined {
  if (!docs?.deprecated) {
    return undefined;
  }
  return `Deprecated: ${typeof docs.deprecated === "string" ? docs.deprecated : "see the contract."}`;
}
