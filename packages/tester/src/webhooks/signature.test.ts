import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Delivery } from "./delivery.js";
import { schemeOf, timestampOf, verifySignature } from "./signature.js";

interface Vectors {
  readonly signatures: readonly {
    readonly name: string;
    readonly secret: string;
    readonly id: string;
    readonly timestamp: number;
    readonly body: string;
    readonly signature: string;
  }[];
}

const { signatures } = JSON.parse(
  readFileSync(new URL("../../../../specs/vectors/webhooks.json", import.meta.url), "utf8"),
) as Vectors;
const secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
const body = Buffer.from('{"a":"ü"}');
const hex = (key: string, text: Uint8Array | string) => createHmac("sha256", key).update(text).digest("hex");
const delivery = (headers: Readonly<Record<string, string>>, bytes: Uint8Array = body): Delivery => ({
  headers: Object.entries(headers),
  body: bytes,
});

describe("Standard Webhooks", () => {
  const signed = ({ id, timestamp, signature, body: text }: (typeof signatures)[number], prefix = "webhook") =>
    delivery(
      { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: String(timestamp), [`${prefix}-signature`]: signature },
      Buffer.from(text),
    );

  test.each(signatures)("are verified: $name", (vector) => {
    expect(verifySignature(signed(vector), { scheme: "standard", secret: vector.secret }).kind).toBe("verified");
    expect(verifySignature(signed(vector, "svix"), { scheme: "standard", secret: vector.secret }).kind).toBe(
      "verified",
    );
    expect(schemeOf(signed(vector))).toBe("standard");
    expect(timestampOf(signed(vector), "standard")).toBe(vector.timestamp);
  });

  const [vector] = signatures as [Vectors["signatures"][number]];

  test("are wrong with another secret, and over other bytes", () => {
    const other = secret.replace("AAEC", "BBEC");
    expect(verifySignature(signed(vector), { scheme: "standard", secret: other }).kind).toBe("wrong");
    const changed = { ...signed(vector), body: Buffer.from(`${vector.body} `) };
    expect(verifySignature(changed, { scheme: "standard", secret: vector.secret }).kind).toBe("wrong");
  });

  test("one of several signatures is enough; one of a public key says nothing", () => {
    const several = { ...vector, signature: `v1,AAAA ${vector.signature}` };
    expect(verifySignature(signed(several), { scheme: "standard", secret: vector.secret }).kind).toBe("verified");
    const asymmetric = { ...vector, signature: "v1a,AAAA" };
    expect(verifySignature(signed(asymmetric), { scheme: "standard", secret: vector.secret }).kind).toBe("unknown");
  });

  test("without a signature it is missing", () => {
    const without = delivery({ "webhook-id": "evt_1", "webhook-timestamp": "1" });
    expect(verifySignature(without, { scheme: "standard", secret }).kind).toBe("missing");
    expect(verifySignature(delivery({}), { scheme: "standard", secret }).kind).toBe("missing");
  });
});

test("Stripe's signature is over time and body, with the text of the secret, in any header", () => {
  const value = `t=1000,v1=${hex("other", "x")},v1=${hex(secret, Buffer.concat([Buffer.from("1000."), body]))}`;
  for (const name of ["stripe-signature", "acme-signature"]) {
    const signed = delivery({ [name]: value });
    expect(verifySignature(signed, { scheme: "stripe", secret }).kind).toBe("verified");
    expect(verifySignature(signed, { scheme: "stripe", secret: "whsec_x" }).kind).toBe("wrong");
    expect(timestampOf(signed, "stripe")).toBe(1000);
  }
  expect(schemeOf(delivery({ "stripe-signature": value }))).toBe("stripe");
  expect(schemeOf(delivery({ "acme-signature": value }))).toBeUndefined();
});

test("GitHub's signature is over the body", () => {
  const signed = delivery({ "x-hub-signature-256": `sha256=${hex(secret, body)}` });
  expect(schemeOf(signed)).toBe("github");
  expect(verifySignature(signed, { scheme: "github", secret }).kind).toBe("verified");
  expect(verifySignature(signed, { scheme: "github", secret: "other" }).kind).toBe("wrong");
  expect(timestampOf(signed, "github")).toBeUndefined();
});

test("A plain HMAC may be hex or base64, in any header of signatures", () => {
  const base64 = createHmac("sha256", secret).update(body).digest("base64");
  expect(verifySignature(delivery({ "x-acme-hmac": base64 }), { scheme: "hmac-body", secret }).kind).toBe("verified");
  const inHex = delivery({ "x-signature": hex(secret, body).toUpperCase() });
  expect(verifySignature(inHex, { scheme: "hmac-body", secret }).kind).toBe("verified");
  expect(verifySignature(delivery({ "x-other": base64 }), { scheme: "hmac-body", secret }).kind).toBe("missing");
});
