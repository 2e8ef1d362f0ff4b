import { expect, test } from "vitest";
import { judge } from "./judge.js";

const fails = () => Promise.reject(new Error("no message"));

test("a run of which nothing is known is what it is", async () => {
  await judge(Promise.resolve(), undefined);
  await expect(judge(fails(), undefined)).rejects.toThrow("no message");
});

test("a run that is known to fail may fail, and must not pass", async () => {
  await judge(fails(), "no resume yet");
  await expect(judge(Promise.resolve(), "no resume yet")).rejects.toThrow("no resume yet");
});
