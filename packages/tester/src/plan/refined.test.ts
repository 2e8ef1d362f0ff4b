import type { Json } from "@parlance/contract";
import { expect, test } from "vitest";
import { refined } from "./refined.js";

const isValid = (value: Json) => typeof value === "object" && value !== null && "title" in value;

function refine(value: Json, density: number, seed = 1): Json {
  return refined(value, { density, salt: "", seed, isValid });
}

test("Only what must be there stays where nothing else is wanted", () => {
  expect(refine({ title: "a", stars: 1, labels: [] }, 0)).toEqual({ title: "a" });
  expect(refine({ title: "a", stars: 1, labels: [] }, 1)).toEqual({ title: "a", stars: 1, labels: [] });
});

test("What would end the resource goes if it can", () => {
  expect(refine({ title: "a", expiresAt: "2999-01-01T00:00:00Z", startsAt: "2000-01-01T00:00:00Z" }, 1)).toEqual({
    title: "a",
  });
});

test("Names are others for other seeds, and the same for the same", () => {
  const [one, again, other] = [1, 1, 2].map((seed) => refine({ title: "a", name: "stand-up" }, 1, seed));
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  expect(one).toMatchObject({ title: "a", name: expect.stringMatching(/^stand-up-/u) as string });
});

test("What is no object stays as it is", () => {
  expect(refine([1], 0)).toEqual([1]);
});
