import { mockOf } from "./mocks.ts";
import { pythonServers } from "./python-servers.ts";
import type { ForeignServer } from "./server.ts";

/** All servers, in the order in which they are tested. */
export function foreignServers(options: {
  readonly python: string;
  readonly mocks: boolean;
}): readonly ForeignServer[] {
  const mocks = options.mocks
    ? [
        mockOf("wikimedia.yaml"),
        mockOf("blockfrost.yaml", { profile: { credentials: { valid: { project_id: "any" } } } }),
        mockOf("firecracker.json"),
      ]
    : [];
  return [...mocks, ...pythonServers(options.python)];
}
