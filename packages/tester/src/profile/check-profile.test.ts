import { expect, test } from "vitest";
import { contractOf } from "../testing/contract-of.js";
import { notesDocument } from "../testing/notes-document.js";
import { checkProfile } from "./check-profile.js";
import { emptyProfile, type Profile } from "./profile.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });

test.each<[string, Partial<Profile>, string]>([
  ["a pattern of skip", { skip: ["notes.remove"] }, "pattern-unmatched"],
  ["a security scheme", { credentials: { valid: { barer: "token" } } }, "scheme-unknown"],
  ["a parameter", { values: { nte: ["n_1"] } }, "parameter-unknown"],
  ["the operation of a trigger", { triggers: { said: "notes.say" } }, "operation-unknown"],
  ["the operation that registers endpoints", { webhooks: { register: "notes.register" } }, "operation-unknown"],
  ["the operation that replaces secrets", { webhooks: { rotate: "notes.rotate" } }, "operation-unknown"],
  ["a parameter of an operation", { values: { "notes.delete/limit": [1] } }, "parameter-unknown"],
])("%s that is not there is an error that lists what is", (_what, profile, code) => {
  expect(() => checkProfile(contract, { ...emptyProfile, ...profile })).toThrow(
    expect.objectContaining({ code, help: expect.stringMatching(/^There are: .*(?:notes\.list|bearer|note)/u) }),
  );
});

test("a choice of operations that fits none in part is an error too", () => {
  expect(() => checkProfile(contract, emptyProfile, ["notes.list", "notes.lsit"])).toThrow(
    expect.objectContaining({
      code: "pattern-unmatched",
      message: "No operation, channel or webhook is called notes.lsit.",
    }),
  );
});

test("a trigger of a message that is not there is an error too", () => {
  expect(() => checkProfile(contract, { ...emptyProfile, triggers: { said: "notes.create" } })).toThrow(
    expect.objectContaining({ code: "message-unknown" }),
  );
});

test("what is there is taken", () => {
  const profile: Profile = {
    credentials: { valid: { bearer: "token" } },
    values: { note: ["n_1"], "notes.list/limit": [1] },
    skip: ["notes.d*"],
  };
  expect(() => checkProfile(contract, profile, ["notes.*"])).not.toThrow();
});
