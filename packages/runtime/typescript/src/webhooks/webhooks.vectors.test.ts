import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DecodeError } from "../errors/decode-error.js";
import { signWebhook } from "./sign-webhook.js";
import { verifyWebhook } from "./verify-webhook.js";

interface Vectors {
  readonly signatures: readonly {
    readonly name: string;
    readonly secret: string;
    readonly id: string;
    readonly timestamp: number;
    readonly body: string;
    readonly signature: string;
  }[];
  readonly verifications: readonly {
    readonly name: string;
    readonly secrets: readonly string[];
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly now: number;
    readonly toleranceSeconds?: number;
    readonly result: string;
  }[];
}

const file = new URL("../../../../../specs/vectors/webhooks.json", import.meta.url);
const { signatures, verifications } = JSON.parse(readFileSync(file, "utf8")) as Vectors;
const secret = signatures[0]?.secret ?? "";

test.each(signatures)("signs $name", async ({ signature, name: _, ...delivery }) => {
  expect((await signWebhook(delivery))["webhook-signature"]).toBe(signature);
});

test.each(verifications)("$name: $result", async ({ result, now, name: _, ...delivery }) => {
  const said = await verifyWebhook({ ...delivery, now: now * 1000 }).then(
    () => "verified",
    (error: { readonly code: string }) => error.code,
  );
  expect(said).toBe(result);
});

test("reads the headers of fetch and bytes as well", async () => {
  const body = new TextEncoder().encode('{"type":"tunnel.created"}');
  const headers = new Headers(await signWebhook({ body, secret, id: "evt_1", timestamp: 1000 }));
  const webhook = await verifyWebhook<{ readonly type: string }>({ body, headers, secrets: secret, now: 1_000_000 });
  expect(webhook).toEqual({ id: "evt_1", timestamp: new Date(1_000_000), event: { type: "tunnel.created" } });
});

test("a body that is no JSON is a DecodeError", async () => {
  const headers = await signWebhook({ body: "{", secret, id: "evt_1", timestamp: 1000 });
  await expect(verifyWebhook({ body: "{", headers, secrets: [secret], now: 1_000_000 })).rejects.toThrow(DecodeError);
});
