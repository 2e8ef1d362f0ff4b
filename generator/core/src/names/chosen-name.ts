import type { JsonObject } from "@parlance/contract";

/**
 * The name to print: the author's `x-parlance-name` if the node has one, else its own.
 *
 * It changes names in SDKs only; what goes over the wire keeps the document's name.
 */
export function chosenName(name: string, extensions: JsonObject | undefined): string {
  const chosen = extensions?.["x-parlance-name"];
  return typeof chosen === "string" && chosen.trim() !== "" ? chosen : name;
}
