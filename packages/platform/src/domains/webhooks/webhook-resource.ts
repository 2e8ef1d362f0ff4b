import { randomBytes } from "node:crypto";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind } from "../../store/store.js";
import { mayBeCalled } from "../../webhooks/may-be-called.js";

/** A webhook endpoint as the contract has it. */
export type Webhook = Plain<contract.Webhook>;

/** What is kept of a webhook endpoint. The secrets sign, so they are kept as they are; no answer but the first shows them. */
export type WebhookData = Kept<Webhook, "previousSecretExpiresAt"> & {
  readonly secret: string;
  readonly previousSecret: string | null;
  /** Milliseconds since 1970. */
  readonly previousSecretExpiresAt: number | null;
};

const secretBytes = 24;

/** Webhook endpoints as answers show them. */
export const webhook: Resource<WebhookData, Webhook> = {
  kind: kind<WebhookData>("webhook"),
  noun: "webhook endpoint",
  present: ({ id, project, data, ...record }) => {
    const { secret: _secret, previousSecret: _previousSecret, previousSecretExpiresAt, ...shown } = data;
    return {
      id,
      projectId: project,
      ...shown,
      previousSecretExpiresAt: optionalTimestamp(previousSecretExpiresAt),
      ...times({ id, project, data, ...record }),
    };
  },
};

/** A new signing secret (Standard Webhooks). */
export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString("base64")}`;
}

/**
 * Refuses an address that must not be called: no `https`, user info, a number inside of the platform's own network or, unless the
 * platform runs in development, this machine. What a name resolves to is checked when a delivery connects. Throws `validation_failed`.
 */
export function checkUrl(call: Call, text: string): void {
  if (mayBeCalled(text, call)) return;
  throw problem(
    "validation_failed",
    "The endpoint needs an https address outside of this network, without user info.",
    {
      errors: [
        { pointer: "/url", code: "invalid", message: "must be https, outside of this network, without user info" },
      ],
    },
  );
}
