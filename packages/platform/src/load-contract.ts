import { readFileSync } from "node:fs";
import { PlatformContract, type CompiledContract } from "./contract/platform-contract.js";

/** Beside both `src` and `dist`; this file stays at the top of `src`, so that the way is the same from either. */
const file = new URL("../gen/contract.json", import.meta.url);
let loaded: PlatformContract | undefined;

/** The contract of `specs/` that the build wrote into this package. Read once per process. */
export function loadContract(): PlatformContract {
  loaded ??= new PlatformContract(JSON.parse(readFileSync(file, "utf8")) as CompiledContract);
  return loaded;
}
