import { describe, expect, it } from "vitest";

import { isRemote, pointerOf, splitRef, tokensOf } from "./pointer.js";

describe("pointers", () => {
  it("escape and unescape (RFC 6901)", () => {
    expect(tokensOf("/paths/~1a~0b/get")).toEqual(["paths", "/a~b", "get"]);
    expect(pointerOf(["paths", "/a~b"])).toBe("/paths/~1a~0b");
    expect(tokensOf("")).toEqual([]);
    expect(tokensOf("anchor")).toBeUndefined();
  });

  it("are split from the file and percent-decoded", () => {
    expect(splitRef("a%20b.yaml#/x%25y")).toEqual({ file: "a b.yaml", fragment: "/x%y" });
    expect(splitRef("#/a%")).toEqual({ file: "", fragment: "/a%" });
    expect(splitRef("a.yaml")).toEqual({ file: "a.yaml", fragment: "" });
  });

  it("are remote when they have a scheme or an authority", () => {
    expect(["https://a/b", "//a/b", "urn:x:y", "file:///a"].map(isRemote)).toEqual([true, true, true, true]);
    expect(["a/b.yaml", "../a", "#/a", "/a"].map(isRemote)).toEqual([false, false, false, false]);
  });
});
