import type { JsonObject } from "./json.js";
import type { ClientSetup, Scenario, Variant } from "./scenario.js";

const options: Readonly<Record<Variant, JsonObject>> = { sse: { transport: "sse" }, cbor: { codec: "cbor" } };

/** The scenario, and the same again for each transport and codec it names. */
export function variants(scenario: Scenario): readonly Scenario[] {
  return [scenario, ...(scenario.also ?? []).map((variant) => over(scenario, variant))];
}

function over(scenario: Scenario, variant: Variant): Scenario {
  const { name, needs, given } = scenario;
  const clients = Object.entries(given?.clients ?? {}).map(([client, setup]): [string, ClientSetup] => [
    client,
    { ...setup, options: { ...options[variant], ...setup.options } },
  ]);
  return {
    ...scenario,
    name: `${name}-over-${variant}`,
    needs: [...needs, variant],
    given: { ...given, clients: Object.fromEntries(clients) },
  };
}
