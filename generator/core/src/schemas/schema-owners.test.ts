import { expect, test } from "vitest";
import { nameContract } from "../naming/name-contract.js";
import { contractWith, object, operation, parameter, ref, schemas, text } from "../testing/contracts.js";
import { snakeSpelling as spelling } from "../testing/spelling.js";
import { schemaOwners } from "./schema-owners.js";

test("a schema belongs to the only resource that reaches it, through others too", () => {
  const contract = contractWith({
    schemas: schemas({
      Room: object({ door: ref("Door"), size: ref("Size") }),
      Door: object({ room: ref("Room") }),
      Size: text,
      Alone: text,
    }),
    operations: [
      operation({ id: "rooms.get", parameters: [parameter("room", "query", ref("Room"))] }),
      operation({ id: "halls.get", path: "/halls", parameters: [parameter("size", "query", ref("Size"))] }),
    ],
  });
  const { named } = nameContract(contract, spelling, { environmentPrefix: "ACME" });
  expect(Object.fromEntries(schemaOwners(named))).toEqual({ Room: "rooms", Door: "rooms", Size: undefined });
});
