// The platform and the tester in one process, as the kill matrix has them. Prints requests, seconds and CPU as JSON.
import { startMutantServer } from "@parlance/mutants/server";
import { readContract } from "@parlance/contract";
import { testContract } from "@parlance/tester";
import { fileURLToPath } from "node:url";

const { contract } = await readContract({
  openapi: [fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url))],
});
if (contract === undefined) throw new Error("The platform's document cannot be read.");
const server = await startMutantServer();
const credentials = Object.entries(server.credentials).map(([name, token]) => [name, { bearer: token }]);
const { requests, elapsedMs, verdict } = await testContract({
  contract,
  url: server.url,
  profile: { credentials: Object.fromEntries(credentials), values: {}, skip: ["tokens.revoke*"] },
});
await server.close();
console.log(JSON.stringify({ requests, seconds: elapsedMs / 1000, verdict }));
