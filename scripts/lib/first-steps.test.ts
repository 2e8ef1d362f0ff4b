import { describe, expect, test } from "vitest";

import { type FirstSteps, firstSteps, takeFirstSteps } from "./first-steps.ts";

const signal = new AbortController().signal;
const program = (source: string): FirstSteps => ({
  language: "JavaScript",
  prepare: async () => ["node", "-e", source],
});

describe("the first steps", () => {
  test("are there once for every language", () => {
    expect(firstSteps.map(({ language }) => language)).toEqual(["TypeScript", "Python", "Go"]);
  });

  test("run with the platform's credentials", async () => {
    const steps = program("process.exit(process.env.PARLANCE_URL === 'here' ? 0 : 1)");
    await expect(takeFirstSteps(steps, { env: { PARLANCE_URL: "here" }, signal })).resolves.toBeUndefined();
  });

  test("stand aside where their language is missing, and say what to do", async () => {
    const steps = { ...program("process.exit(1)"), needs: "go" };
    const parts = [{ name: "go", remedy: "install Go" }];
    await expect(takeFirstSteps(steps, { env: {}, signal, parts })).resolves.toBe(
      "There is no go here. To see this one, install Go.",
    );
  });

  test("say why they could not be prepared", async () => {
    const prepare = async (): Promise<never> => Promise.reject(new Error("The package index is away."));
    await expect(takeFirstSteps({ language: "Python", prepare }, { env: {}, signal })).resolves.toBe(
      "The package index is away.",
    );
  });

  test("tell the exit code of a program that fails", async () => {
    await expect(takeFirstSteps(program("process.exit(3)"), { env: {}, signal })).resolves.toMatch(/exit code 3\.$/u);
  });

  test("are stopped when they do not end", async () => {
    const steps = program("setInterval(() => {}, 1e6)");
    await expect(takeFirstSteps(steps, { env: {}, signal, runMs: 200 })).resolves.toMatch(
      /had not ended after 0\.2 s and was stopped\.$/u,
    );
  });
});
