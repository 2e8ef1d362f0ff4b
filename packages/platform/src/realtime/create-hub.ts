import type { Validators } from "../contract/validators.js";
import type { Services } from "../handler.js";
import type { Json } from "../json/json.js";
import { validationFailed } from "../problem/validation-failed.js";
import type { Store } from "../store/store.js";
import { frameCheck } from "./frame-check.js";
import type { MethodCall } from "./gate.js";
import { Hub, type HubOptions } from "./hub.js";
import type { RealtimeLimits } from "./limits.js";
import { simulate } from "./simulate.js";
import { PlatformGate } from "./platform-gate/platform-gate.js";

/** What the hub of a platform is made of. */
export interface CreateHubOptions {
  readonly services: Services;
  readonly store: Store;
  readonly validators: Validators;
  readonly limits: RealtimeLimits;
  /** Carries out a REST operation as HTTP would. */
  readonly call: (call: MethodCall) => Promise<Json>;
  readonly onWait: () => void;
  readonly report: (error: unknown) => void;
}

/** The hub of a platform: with its store, contract and registry behind the gate. */
export function createHub(options: CreateHubOptions): Hub {
  const { services, store, validators, limits, call, onWait, report } = options;
  const { broker, clock, connections, contract, development, ids, metrics } = services;
  const name = validators.strict.check(
    contract.compiled.schemas["channels.publish"]?.parameters["path.channel"] ?? true,
  );
  const checkChannel = (channel: string): string | undefined => name(channel)[0]?.message;
  return new Hub({
    clock,
    ids,
    broker,
    registry: connections,
    limits,
    check: frameCheck(validators.strict),
    gate: new PlatformGate({ services, store, checkChannel, call }),
    metrics: metrics.realtime,
    ...(development && { simulate: checkedSimulation(validators) }),
    onWait,
    report,
  });
}

/** The method `simulate`, its parameters compared with the contract. */
function checkedSimulation({ strict }: Validators): NonNullable<HubOptions["simulate"]> {
  const check = strict.named("Simulation");
  return (connection, params) => {
    const refused = check(params);
    if (refused.length > 0) throw validationFailed(refused);
    return simulate(connection, params);
  };
}
