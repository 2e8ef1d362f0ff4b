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
        mockOf("wikimedia.yaml", { explained: [] }),
        mockOf("blockfrost.yaml", { explained: [] }),
        mockOf("firecracker.json", { explained: [] }),
      ]
    : [];
  return [...mocks, ...pythonServers(options.python)];
}
