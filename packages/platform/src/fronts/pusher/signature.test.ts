import Pusher from "pusher";
import { expect, test } from "vitest";
import { bodyMd5, sameText, sign, verify } from "./signature.js";

const secret = "7ad3773142a6692b25b8";

test("a signature is the one of the protocol's own example", () => {
  expect(sign(secret, "1234.1234:private-foobar")).toBe(
    "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4",
  );
  const client = new Pusher({ appId: "1", key: "k", secret, cluster: "x" });
  expect(client.authorizeChannel("1.1", "private-a", { user_id: "é" })["auth"]).toBe(
    `k:${sign(secret, '1.1:private-a:{"user_id":"é"}')}`,
  );
});

test("only the exact signature is taken", () => {
  const text = "1234.1234:private-foobar";
  const right = sign(secret, text);
  expect(verify(secret, text, right)).toBe(true);
  for (const wrong of ["", right.slice(1), `${right}0`, right.toUpperCase(), sign("other", text), "é".repeat(32)]) {
    expect(verify(secret, text, wrong)).toBe(false);
  }
});

test("a body's digest is that of its bytes", () => {
  expect(bodyMd5(Buffer.from('{"name":"foo","channels":["project-3"],"data":"{\\"some\\":\\"data\\"}"}'))).toBe(
    "ec365a775a4cd0599faeb73354201b6f",
  );
});

test("texts of different length are compared without a throw", () => {
  expect([sameText("abc", "abc"), sameText("abc", "abcd"), sameText("abc", "")]).toEqual([true, false, false]);
});
