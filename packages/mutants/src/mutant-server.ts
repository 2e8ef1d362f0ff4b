import { startPlatform, type Validator, type Validators } from "@parlance/platform/testing";
import { type Attach, attach } from "./attach.ts";
import { attachHub } from "./attach-hub.ts";
import { attachWebhooks } from "./attach-webhooks.ts";
import { type Credentials, mintCredentials } from "./credentials.ts";
import type { Fault, Hooks } from "./fault.ts";

/** So long ago the token is minted that is to be expired: longer than any token lives. */
const longAgoMs = 30 * 86_400_000;

/** A platform in which one fault at a time can be switched on. */
export interface MutantServer {
  readonly url: string;
  readonly credentials: Credentials;
  /** Switches a fault on, in place of another; undefined = the platform as it is. */
  use(fault: Fault | undefined): void;
  close(): Promise<void>;
}

/** Starts a platform with all seams in place and no fault. */
export async function startMutantServer(): Promise<MutantServer> {
  let hooks: Hooks = {};
  let admin = "";
  const active = { hooks: () => hooks, admin: () => admin } satisfies Attach;
  const clock = { late: -longAgoMs };
  const platform = await startPlatform(
    {
      callsPerSecond: 1_000_000,
      checkAnswers: false,
      drainMs: 0,
      turn: { urls: ["turn:127.0.0.1:3478"], realm: "parlance.example", secret: "secret" },
      clock: () => Date.now() + clock.late,
    },
    {
      server: (app) => attach(app, active),
      around: (operation, call, proceed) => (hooks.around ?? proceedOnly)(operation, call, proceed),
      validators: (own) => faulty(own, active),
      hub: (hub) => attachHub(hub, active),
      webhooks: (own) => attachWebhooks(own, active),
    },
  );
  const expired = await platform.token();
  clock.late = 0;
  admin = await platform.token();
  const credentials = { ...(await mintCredentials(platform)), expired };
  return {
    url: platform.url,
    credentials,
    use: (fault) => void (hooks = fault?.apply() ?? {}),
    close: () => platform.close(),
  };
}

const proceedOnly: NonNullable<Hooks["around"]> = (_operation, _call, proceed) => proceed();

/** Validators that overlook and invent what the fault says. */
function faulty(own: Validators, active: Attach): Validators {
  return { filling: faultyOne(own.filling, active), strict: faultyOne(own.strict, active) };
}

function faultyOne(own: Validator, { hooks }: Attach): Validator {
  const check = own.check.bind(own);
  own.check = (schema) => {
    const verdict = check(schema);
    return (value, parameter) => {
      const { invent, overlook } = hooks();
      const found = verdict(value, parameter).filter((item) => overlook?.(item) !== true);
      const invented = invent?.(value, parameter);
      return invented === undefined
        ? found
        : [...found, { pointer: "", ...invented, code: "invalid" as const, message: "is refused" }];
    };
  };
  return own;
}
