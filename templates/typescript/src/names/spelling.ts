import { spell, type Spelling } from "@parlance/generator";
import { realtimeExports } from "../channels/realtime-exports.js";
import { socketsExports } from "../sockets/sockets-exports.js";
import { propertyIdentifier } from "./identifier.js";
import {
  reservedClientMembers,
  reservedConstants,
  reservedMembers,
  reservedParameters,
  reservedRealtimeMembers,
  reservedTypes,
} from "./reserved-words.js";

/** How TypeScript spells an SDK: properties and values are as on the wire, and so are parameters where they are identifiers. */
export const spelling: Spelling = {
  types: { letterCase: "pascal", reserved: reservedTypes },
  operationTypes: { params: "params", data: "data", item: "item", headers: "headers", errors: "errors" },
  constants: { letterCase: "camel", reserved: reservedConstants },
  members: { letterCase: "camel", reserved: reservedMembers },
  clientMembers: reservedClientMembers,
  client: (prefix) => [typeName(prefix), "Client"],
  realtimeClient: (prefix) => [`${typeName(prefix)}Realtime`, "RealtimeClient"],
  realtimeModule: new Set([...realtimeExports.values, ...realtimeExports.types]),
  socketsModule: new Set([...socketsExports.values, ...socketsExports.types]),
  parameters: { letterCase: propertyIdentifier, digitPrefix: "", taken: reservedParameters },
  headers: { letterCase: "camel", digitPrefix: "" },
  channelParameters: { letterCase: propertyIdentifier, digitPrefix: "", taken: new Set(["__proto__"]) },
  channelMethods: { letterCase: "camel", reserved: reservedConstants, taken: reservedRealtimeMembers },
  files: { letterCase: "kebab", digitPrefix: "", root: "client", taken: new Set(["index"]) },
};

function typeName(prefix: string): string {
  return spell(prefix, { letterCase: "pascal" });
}
