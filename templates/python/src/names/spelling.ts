import { pascalCase, snakeCase, spell, type Spelling } from "@parlance/generator";
import { realtimeExports, socketsExports } from "./exports.js";
import {
  keywords,
  reservedArguments,
  reservedChannelArguments,
  reservedClientMembers,
  reservedFields,
  reservedMembers,
  reservedParameters,
  reservedRealtimeMembers,
  reservedSocketArguments,
} from "./reserved-words.js";

/** How Python spells an SDK (PEP 8). A leading digit gets a letter, because a leading underscore means private. */
export const spelling: Spelling = {
  types: { letterCase: pascal, reserved: keywords, digitPrefix: "N" },
  operationTypes: { params: "params", data: "data", item: "item", headers: "headers", errors: "errors" },
  constants: { letterCase: snake, reserved: keywords, digitPrefix: "n" },
  members: { letterCase: snake, reserved: reservedMembers, digitPrefix: "n" },
  clientMembers: reservedClientMembers,
  client: (prefix) => [typeName(prefix), "Client"],
  realtimeClient: (prefix) => [`${typeName(prefix)}Realtime`, "RealtimeClient"],
  realtimeModule: realtimeExports,
  socketsModule: socketsExports,
  parameters: { letterCase: snake, reserved: reservedParameters, digitPrefix: "n", taken: reservedArguments },
  headers: { letterCase: snake, reserved: reservedFields, digitPrefix: "n" },
  channelParameters: {
    letterCase: snake,
    reserved: reservedParameters,
    digitPrefix: "n",
    taken: reservedChannelArguments,
  },
  socketParameters: {
    letterCase: snake,
    reserved: reservedParameters,
    digitPrefix: "n",
    taken: reservedSocketArguments,
  },
  channelMethods: {
    letterCase: snake,
    reserved: reservedParameters,
    digitPrefix: "n",
    taken: reservedRealtimeMembers,
  },
  fields: { letterCase: snake, reserved: reservedFields, digitPrefix: "n" },
  files: { letterCase: snake, reserved: keywords, digitPrefix: "n", root: "client", taken: new Set(["init"]) },
};

/** Python takes `nº` for `no` (NFKC; reference, section 2.3), so that it is spelled as such and its name on the wire told. */
function snake(name: string): string {
  return snakeCase(name.normalize("NFKC"));
}

function pascal(name: string): string {
  return pascalCase(name.normalize("NFKC"));
}

function typeName(prefix: string): string {
  return spell(prefix, { letterCase: pascal, digitPrefix: "N" });
}
