import type { Validators } from "../contract/validators.js";
import type { Services } from "../handler.js";
import type { Json } from "../json/json.js";
import type { Store } from "../store/store.js";
import { frameCheck } from "./frame-check.js";
import type { MethodCall } from "./gate.js";
import { Hub } from "./hub.js";
import type { RealtimeLimits } from "./limits.js";
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
  const { broker, clock, connections, contract, ids } = services;
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
    onWait,
    report,
  });
}
