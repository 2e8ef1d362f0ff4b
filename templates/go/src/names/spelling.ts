import type { Spelling } from "@parlance/generator";
import { exportedCase, fileCase, localCase, descriptorCase } from "./letter-case.js";
import {
  reservedArguments,
  reservedClientMembers,
  reservedFields,
  reservedRealtimeMembers,
  reservedTypes,
} from "./reserved-words.js";

/** How Go spells an SDK of one package. What applications use begins with a capital, and a leading digit gets a letter. */
export const spelling: Spelling = {
  types: { letterCase: exportedCase, reserved: reservedTypes, digitPrefix: "N" },
  operationTypes: { params: "params", data: "data", item: "item", headers: "headers", errors: "errors" },
  companions: ({ kind }) => (kind === "union" ? ["value"] : []),
  constants: { letterCase: descriptorCase, digitPrefix: "n" },
  members: { letterCase: exportedCase, digitPrefix: "N" },
  clientMembers: reservedClientMembers,
  client: () => ["Client", "APIClient", "SDKClient"],
  realtimeClient: () => ["Realtime", "RealtimeClient"],
  socketsClient: () => ["Sockets", "SocketsClient"],
  parameters: { letterCase: exportedCase, digitPrefix: "N", taken: new Set(["Body"]) },
  arguments: { letterCase: localCase, reserved: reservedArguments, digitPrefix: "n" },
  headers: { letterCase: exportedCase, digitPrefix: "N" },
  channelParameters: { letterCase: localCase, reserved: reservedArguments, digitPrefix: "n" },
  socketParameters: { letterCase: exportedCase, digitPrefix: "N" },
  channelMethods: { letterCase: exportedCase, digitPrefix: "N", taken: reservedRealtimeMembers },
  fields: { letterCase: exportedCase, reserved: reservedFields, digitPrefix: "N" },
  values: { letterCase: exportedCase, digitPrefix: "N", scope: "module" },
  files: { letterCase: fileCase, root: "client", taken: new Set(["setup", "doc", "types"]) },
};
