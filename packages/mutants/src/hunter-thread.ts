import { parentPort } from "node:worker_threads";
import { faults } from "./faults.ts";
import { hunt, platformContract } from "./hunt.ts";
import type { Errand, Report } from "./hunter.ts";

// Takes errands of a `Hunter`, several at once.
const contract = await platformContract();
parentPort?.on("message", ({ number, quarry: { fault: id, seed = 1 } }: Errand) => {
  const fault = faults.find((each) => each.id === id);
  void hunt({ contract, seed, ...(fault !== undefined && { fault }) }).then((hunted) =>
    parentPort?.postMessage({ number, hunted } satisfies Report),
  );
});
