import { expect, test } from "vitest";
import { emptyProfile, type Profile } from "../profile/profile.js";
import { testContract } from "../test-contract.js";
import { boardEvents, boardRest } from "../testing/board-document.js";
import type { BoardFault } from "../testing/board-faults.js";
import { boardTokens, startBoard } from "../testing/board-server.js";
import { contractOf } from "../testing/contract-of.js";
import { replayCase } from "./replay.js";
import { parseStoredCase, storeCase, type StoredScenario } from "./stored-case.js";

const contract = await contractOf({ openapi: { "board.yaml": boardRest }, asyncapi: { "live.yaml": boardEvents } });
const profile: Profile = {
  ...emptyProfile,
  credentials: { valid: { bearer: boardTokens.valid, live: boardTokens.valid } },
};

async function foundWith(fault: BoardFault, check: string): Promise<StoredScenario> {
  await using server = await startBoard(fault);
  const { findings } = await testContract({
    contract,
    url: server.url,
    profile,
    only: ["live"],
    settleMs: 5,
    eventMs: 150,
  });
  const finding = findings.find((each) => each.check === check);
  if (finding === undefined) throw new Error(`Nothing was found of "${fault}"`);
  return parseStoredCase(storeCase(finding, { url: server.url, openapi: [], asyncapi: [] })) as StoredScenario;
}

/** The same, up to where the first event has come. */
function shortened(stored: StoredScenario): StoredScenario {
  const { steps } = stored.scenario;
  const first = steps.findIndex((each) => each.do === "wait");
  return { ...stored, scenario: { ...stored.scenario, steps: steps.slice(0, first + 1) } };
}

test("A scenario that ends with the first of two events is not said to be mended before the second one could come", async () => {
  const stored = shortened(await foundWith("event twice", "event-once"));
  const replayed = async (...faults: readonly BoardFault[]) => {
    await using server = await startBoard(...faults);
    return await replayCase(stored, { contract, profile, url: server.url });
  };
  expect(await replayed("event again a moment later")).toMatchObject({ verdict: "fails" });
  expect(await replayed()).toMatchObject({ verdict: "passes" });
});
