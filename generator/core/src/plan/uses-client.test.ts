import type { Channel, Contract } from "@parlance/contract";
import { expect, test } from "vitest";
import { nameContract } from "../naming/name-contract.js";
import { contractWith, operation, place } from "../testing/contracts.js";
import { snakeSpelling } from "../testing/spelling.js";
import { usesClient } from "./uses-client.js";

const socket: Channel = {
  name: "feed",
  address: "/feed",
  servers: [],
  parameters: [],
  messages: [],
  operations: [],
  place,
};

test.each([
  ["calls", { operations: [operation({ id: "things.get" })] }, true],
  ["channels of the Parlance protocol", { channels: [{ ...socket, extensions: { "x-parlance-channel": {} } }] }, true],
  ["sockets alone", { channels: [socket] }, false],
] satisfies readonly (readonly [string, Partial<Contract>, boolean])[])("of %s", (_, given, expected) => {
  const { named } = nameContract(contractWith(given), snakeSpelling, { environmentPrefix: "ACME" });
  expect(usesClient(named)).toBe(expected);
});
