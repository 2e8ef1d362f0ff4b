import { snakeCase } from "../names/letter-case.js";
import type { Spelling } from "../naming/spelling.js";

const keywords: ReadonlySet<string> = new Set(["class", "from", "import"]);

/** The spelling of a language that needs all that a language can ask for. */
export const snakeSpelling: Spelling = {
  types: { letterCase: "pascal", reserved: new Set(["Model"]), digitPrefix: "N" },
  operationTypes: { params: "arguments", data: "data", item: "item", headers: "headers", errors: "errors" },
  companions: ({ kind }) => (kind === "union" ? ["union"] : []),
  constants: { letterCase: "constant" },
  members: { letterCase: "snake", reserved: keywords },
  clientMembers: new Set([...keywords, "close"]),
  client: (prefix) => [`${prefix}_api`, "Client"],
  realtimeClient: () => ["Realtime"],
  parameters: { letterCase: "snake", reserved: keywords, digitPrefix: "n", taken: new Set(["body"]) },
  arguments: { letterCase: (name) => `a_${snakeCase(name)}` },
  headers: { letterCase: "snake" },
  channelParameters: { letterCase: "snake" },
  channelMethods: { letterCase: "snake", taken: new Set(["close"]) },
  fields: { letterCase: "snake", reserved: new Set([...keywords, "json"]), digitPrefix: "n" },
  values: { letterCase: "constant", scope: "type", digitPrefix: "N" },
  files: { letterCase: "snake", reserved: keywords, root: "client", taken: new Set(["index"]), length: 12 },
};
