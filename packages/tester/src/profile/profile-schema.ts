import { type TObject, Type } from "typebox";
import { policiesSchema } from "./policies.js";
import { webhookProfileSchema } from "./webhook-profile.js";

const schemeValues = (description: string) =>
  Type.Record(Type.String(), Type.String({ minLength: 1 }), {
    description: `${description} By security scheme of the document: a token, a key, or user:password; $NAME is taken from the environment.`,
  });

const classes = {
  valid: "May do all that is to be tested. The only one that is needed.",
  unscoped: "Is known and has no scope.",
  otherTenant: "May do all of it in another tenant.",
  expired: "Is no longer valid.",
  revoked: "Was valid until it was revoked.",
  member: "Speaks for a person, where only such can be present on a channel. Default: the valid one.",
};

/** JSON schema (2020-12) of a profile file, which the package publishes as `profile.schema.json`. */
export const profileSchema: TObject = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "This schema, for editors." })),
    credentials: Type.Optional(
      Type.Object(
        Object.fromEntries(
          Object.entries(classes).map(([name, description]) => [name, Type.Optional(schemeValues(description))]),
        ),
        { description: "By class, then by security scheme.", additionalProperties: false },
      ),
    ),
    values: Type.Optional(
      Type.Record(Type.String(), Type.Array(Type.Unknown(), { minItems: 1 }), {
        description:
          "Values of parameters, by name or by operation/name or channel/name; the first ones are used first.",
      }),
    ),
    skip: Type.Optional(
      Type.Array(Type.String(), {
        description: "Operations, channels and webhooks that are never touched; * stands for any letters.",
      }),
    ),
    policies: Type.Optional(policiesSchema),
    triggers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: "Operations by the names of the messages that they cause, where names and schemas do not show it.",
      }),
    ),
    webhooks: Type.Optional(webhookProfileSchema),
  },
  {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Profile of parlance test",
    description: "What parlance test must know of a server beside its documents.",
    additionalProperties: false,
  },
);
