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

const text = (description: string) => Type.Optional(Type.String({ description, minLength: 1 }));
const pointer = (description: string) => Type.Optional(Type.String({ description, pattern: "^/" }));

/** JSON schema of the profile's `webhooks`. */
export const webhookProfileSchema: TObject = Type.Object(
  {
    register: text("Id of the operation that registers an endpoint."),
    url: pointer("JSON pointer to the endpoint's URL in the body of that operation."),
    events: pointer("JSON pointer to the list of events, or the one event, in that body."),
    secret: text(
      "JSON pointer to the secret in the answer, or the secret itself, if all endpoints have one; $NAME is taken from the environment.",
    ),
    scheme: Type.Optional(
      Type.Enum(["standard", "stripe", "github", "hmac-body", "none"], {
        description: "How deliveries are signed. Default: what their headers show.",
      }),
    ),
    rotate: text("Id of the operation that replaces an endpoint's secret."),
    disable: text("Id of the operation that disables an endpoint and keeps it."),
    retryWithinMs: Type.Optional(
      Type.Integer({
        description:
          "Milliseconds in which a delivery that failed is tried again. Default: nobody says so, and no retry is missed.",
        minimum: 1,
      }),
    ),
    ssrf: Type.Optional(
      Type.Boolean({
        description:
          "True if no endpoint can be registered at an address inside of a network, such as 10.0.0.1. Default: not tried.",
      }),
    ),
  },
  {
    description: "How webhooks are registered, signed and tried again, as far as the documents do not show it.",
    additionalProperties: false,
  },
);
