import type { Content } from "../../model/operation.js";

/** Which way a body goes: from the SDK to the server, or back. */
export type BodyDirection = "sent" | "received";

/**
 * The alternatives that SDKs leave out, because the same body is there as JSON: with XML, text or bytes beside it, what a caller
 * gets would depend on what the server chooses. Streams stay, and so do forms and files that are sent: JSON cannot carry them.
 */
export function besideJson(contents: readonly Content[], direction: BodyDirection): readonly Content[] {
  const json = contents.some(({ form, mediaType }) => form === "json" && !mediaType.includes("*"));
  return json ? contents.filter((each) => isLeftOut(each, direction)) : [];
}

function isLeftOut({ form }: Content, direction: BodyDirection): boolean {
  switch (form) {
    case "text":
      return true;
    case "binary":
    case "form":
    case "multipart":
      return direction === "received";
    case "json":
    case "sse":
    case "jsonl":
      return false;
  }
}
