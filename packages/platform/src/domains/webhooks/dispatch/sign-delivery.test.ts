import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signDelivery } from "./sign-delivery.js";

interface Vector {
  readonly name: string;
  readonly secret: string;
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
  readonly signature: string;
}

const file = new URL("../../../../../../specs/vectors/webhooks.json", import.meta.url);
const { signatures } = JSON.parse(readFileSync(file, "utf8")) as { signatures: readonly Vector[] };

test.each(signatures)("$name", ({ secret, signature, ...delivery }) => {
  expect(signDelivery({ ...delivery, secrets: [secret, secret] })).toEqual({
    "webhook-id": delivery.id,
    "webhook-timestamp": String(delivery.timestamp),
    "webhook-signature": `${signature} ${signature}`,
  });
});
