import { readContract, type ReadResult } from "@parlance/contract";
import type { ParsedDocument } from "./parsed-document.js";
import { unusable } from "./unusable-input.js";

/**
 * Reads the document anew from the text that the generator was given: the parsed one has lost the names behind its
 * references. What it refers to is read from the disk, beside the document's own path; without one, or with a URL, from
 * the working folder.
 */
export function readDocument(document: ParsedDocument): Promise<ReadResult> {
  const { source, input } = document.meta("asyncapi");
  if (input === undefined) {
    throw unusable({
      code: "document-missing",
      message: "The parsed document does not say what it was parsed from.",
      help: "Give the generator the document's path or text.",
    });
  }
  const file = source === undefined || /^https?:/iu.test(source) ? "asyncapi" : source;
  const text = typeof input === "string" ? input : JSON.stringify(input);
  return readContract({ asyncapi: [file], texts: { [file]: text } });
}
