import { type TObject, Type } from "typebox";
import type { SignatureScheme } from "../webhooks/signature.js";

/** What documents cannot say of webhooks, or what the tester does not see in them. */
export interface WebhookProfile {
  /** Id of the operation that registers an endpoint. */
  readonly register?: string;
  /** JSON pointer to the endpoint's URL in the body of that operation. */
  readonly url?: string;
  /** JSON pointer to the list of events that the endpoint is to get, in the same body; a text for one event. */
  readonly events?: string;
  /** JSON pointer to the secret in the operation's answer, or the secret itself, if all endpoints have one: `$NAME` is taken from the environment. */
  readonly secret?: string;
  /** Default: what the headers show. */
  readonly scheme?: SignatureScheme;
  /** Id of the operation that replaces an endpoint's secret. */
  readonly rotate?: string;
  /** Id of the operation that disables an endpoint and keeps it. */
  readonly disable?: string;
  /** Milliseconds in which a delivery that failed is tried again. Default: nobody says so, and no retry is missed. */
  readonly retryWithinMs?: number;
  /** True if no endpoint can be registered at an address inside of a network, such as `10.0.0.1`. Default: not tried. */
  readonly ssrf?: boolean;
}

const pointer = Type.String({ pattern: "^/" });

/** JSON schema of the profile's `webhooks`. */
export const webhookProfileSchema: TObject = Type.Object(
  {
    register: Type.Optional(Type.String()),
    url: Type.Optional(pointer),
    events: Type.Optional(pointer),
    secret: Type.Optional(Type.String({ minLength: 1 })),
    scheme: Type.Optional(Type.Enum(["standard", "stripe", "github", "hmac-body", "none"])),
    rotate: Type.Optional(Type.String()),
    disable: Type.Optional(Type.String()),
    retryWithinMs: Type.Optional(Type.Integer({ minimum: 1 })),
    ssrf: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
