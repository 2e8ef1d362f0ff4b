import { expect, test } from "vitest";
import { isBlocked } from "./blocked-addresses.js";

const open = { loopback: false };

test("public addresses are open", () => {
  for (const address of ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
    expect(isBlocked(address, open)).toBe(false);
});

test.each([
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "224.0.0.1",
  "::",
  "fd00::1",
  "fe80::1",
  "::ffff:10.0.0.1",
  "::ffff:169.254.169.254",
  "64:ff9b::a00:1",
  "64:ff9b:1::a00:1",
  "2002:a00:1::",
  "fec0::1",
  "no address",
])("%s is blocked", (address) => {
  expect([isBlocked(address, open), isBlocked(address, { loopback: true })]).toEqual([true, true]);
});

test("this machine is open to a developer alone", () => {
  for (const address of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
    expect([isBlocked(address, open), isBlocked(address, { loopback: true })]).toEqual([true, false]);
});
