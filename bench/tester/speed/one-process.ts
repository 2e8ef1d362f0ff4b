// The platform and the tester in one process, as the kill matrix has them. Prints requests, seconds and the verdict as JSON.
import { startMutantServer } from "@parlance/mutants/server";
import { testContract } from "@parlance/tester";
import { measurable } from "./measurable.ts";

const { contract, skip } = await measurable();
const server = await startMutantServer();
const credentials = Object.entries(server.credentials).map(([name, token]) => [name, { bearer: token }]);
const { requests, elapsedMs, verdict } = await testContract({
  contract,
  url: server.url,
  profile: { credentials: Object.fromEntries(credentials), values: {}, skip },
});
await server.close();
console.log(JSON.stringify({ requests, seconds: elapsedMs / 1000, verdict }));
