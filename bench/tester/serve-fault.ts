// Serves the platform with the fault that is named, or as it is, until its input ends. Prints one line of JSON once it is ready.
import { faults } from "@parlance/mutants/faults";
import { startMutantServer } from "@parlance/mutants/server";

const [name] = process.argv.slice(2);
const fault = faults.find(({ id }) => id === name);
if (name !== undefined && fault === undefined) throw new Error(`There is no fault ${name}.`);
const server = await startMutantServer();
server.use(fault);
console.log(JSON.stringify({ url: server.url, credentials: server.credentials, only: fault?.only.join(",") }));
process.stdin.resume().once("end", () => void server.close());
