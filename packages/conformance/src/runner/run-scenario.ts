import { cborFrames } from "../proxy/cbor-frames.js";
import type { Scenario } from "../scenario/scenario.js";
import type { TesteeProcess } from "../testee/testee-process.js";
import { ClientUnderTest } from "./client-under-test.js";
import { PlatformUnderTest } from "./platform-under-test.js";
import { runStep } from "./run-step.js";

/**
 * Runs a scenario against a testee, on a platform and networks of its own. Throws at the first step that fails, with its number
 * and text.
 */
export async function runScenario(scenario: Scenario, testee: TesteeProcess): Promise<void> {
  const { name, given, steps } = scenario;
  const keeps = steps.some((step) => "platform" in step);
  const platform = await PlatformUnderTest.start(given?.platform ?? {}, keeps);
  const clients = new Map<string, ClientUnderTest>();
  const world = {
    platform,
    testee,
    clients,
    saved: new Map([["application", platform.application.clientId]]),
    pending: new Map(),
  };
  try {
    for (const [client, setup] of Object.entries(given?.clients ?? {})) {
      clients.set(
        client,
        await ClientUnderTest.create(client, setup, { testee, platform, binary: cborFrames, scope: name }),
      );
    }
    for (const [index, step] of steps.entries()) {
      await runStep(step, world).catch((cause: unknown) => {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Step ${index + 1}, ${JSON.stringify(step).slice(0, 200)}: ${message}`, { cause });
      });
    }
  } finally {
    for (const client of clients.values()) await client.close();
    await platform.close();
  }
}
