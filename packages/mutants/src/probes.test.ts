import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { areas } from "./fault.ts";
import { faults } from "./faults.ts";
import { type MutantServer, startMutantServer } from "./mutant-server.ts";
import { ProbeApi } from "./probe.ts";
import { authProbes } from "./probes/auth.ts";
import { eventProbes } from "./probes/events.ts";
import { inputProbes } from "./probes/input.ts";
import { resumeProbes } from "./probes/resume.ts";
import { shapeProbes } from "./probes/shape.ts";
import { stateProbes } from "./probes/state.ts";
import { webhookProbes } from "./probes/webhooks.ts";

const probes = {
  ...shapeProbes,
  ...inputProbes,
  ...authProbes,
  ...stateProbes,
  ...eventProbes,
  ...resumeProbes,
  ...webhookProbes,
};

let server: MutantServer;
beforeAll(async () => {
  server = await startMutantServer();
});
afterAll(() => server.close());

test("every fault has an id of its own and a probe, and every probe a fault", () => {
  expect(Object.keys(probes).toSorted()).toEqual(faults.map(({ id }) => id).toSorted());
});

describe.each(areas)("faults of %s", (area) => {
  test.each(faults.filter((fault) => fault.area === area).map((fault) => [fault.id, fault] as const))(
    "%s is there when it is switched on, and only then",
    async (id, fault) => {
      const look = probes[id] ?? (() => Promise.reject(new Error(`${id} has no probe.`)));
      server.use(undefined);
      await expect(look(new ProbeApi(server))).resolves.toBe(false);
      server.use(fault);
      await expect(look(new ProbeApi(server))).resolves.toBe(true);
    },
  );
});
