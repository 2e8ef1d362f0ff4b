import { expect, test } from "vitest";
import { abreast } from "./abreast.js";

/** Works on four letters, two at once. `end` ends the work on a letter that was begun. */
function begun(signal = new AbortController().signal) {
  const [taken, ends]: [string[], Map<string, () => void>] = [[], new Map()];
  const over = abreast(["a", "b", "c", "d"], { most: 2, signal }, async (letter) => {
    taken.push(letter);
    await new Promise<void>((end) => ends.set(letter, end));
  });
  const end = async (letter: string) => {
    ends.get(letter)?.();
    await new Promise((turn) => setImmediate(turn));
  };
  return { taken, end, over };
}

test("begins as many as may be, and the next one when one is over", async () => {
  const { taken, end, over } = begun();
  expect(taken).toEqual(["a", "b"]);
  await end("b");
  expect(taken).toEqual(["a", "b", "c"]);
  for (const letter of ["a", "c", "d"]) await end(letter);
  await over;
  expect(taken).toEqual(["a", "b", "c", "d"]);
});

test("begins nothing more once it is aborted", async () => {
  const abort = new AbortController();
  const { taken, end, over } = begun(abort.signal);
  abort.abort();
  for (const letter of ["a", "b"]) await end(letter);
  await over;
  expect(taken).toEqual(["a", "b"]);
});

test("fails with what fails, and is over at once where there is nothing", async () => {
  const options = { most: 2, signal: new AbortController().signal };
  await expect(abreast([1], options, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(abreast([], options, () => Promise.reject(new Error("no")))).resolves.toBeUndefined();
});
