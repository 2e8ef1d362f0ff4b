import type { Content, Schema } from "@parlance/contract";

/** What a caller holds for a body in this form: the declared schema, text, or bytes. */
export function contentSchema({ form, schema, place }: Content): Schema {
  switch (form) {
    case "json":
    case "sse":
    case "jsonl":
    case "form":
    case "multipart":
      return schema ?? { kind: "any", place };
    case "text":
      return { kind: "scalar", type: "string", place };
    case "binary":
      return { kind: "scalar", type: "string", format: "binary", place };
  }
}
