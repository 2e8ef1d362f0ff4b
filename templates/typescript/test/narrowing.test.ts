import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

/** What an application may write with the SDK of the scenario `pets.md`. */
const program = `
import { type Cat, type Dog, isError, NotFoundError, Acme, type Pet, type Problem, type UnknownMember } from "./src/index.js";
import { call, Client } from "./src/core.gen.js";
import { petsList, petsUpdate } from "./src/operations.gen.js";

export function speak(pet: Pet): string {
  switch (pet.kind) {
    case "cat": {
      const cat: Cat = pet;
      return cat.mood;
    }
    case "dog":
    case "wolf": {
      const dog: Dog = pet;
      return String(dog.friends?.length);
    }
    default: {
      const unknown: UnknownMember<"kind"> = pet;
      const kind: string = unknown.kind;
      return kind + String(unknown["sound"]);
    }
  }
}

export async function use(acme: Acme): Promise<void> {
  for await (const pet of acme.pets.list({ limit: 10 })) speak(pet);
  const page = await acme.pets.list();
  page.items satisfies readonly Pet[];
  page.data.nextCursor satisfies string | null;
  const { headers } = await acme.pets.list().withResponse();
  headers.rateLimitRemaining satisfies number | undefined;
  const updated: Pet | undefined = await acme.pets.update({ pet: "p", body: { name: null }, ifMatch: "1" }, { idempotencyKey: "k" });
  const mood: Cat["mood"] = "sleepy";
  const photo: Blob = await acme.pets.photos.upload({ pet: mood, body: { file: new Blob([]) } });
  for await (const pet of acme.watch()) speak(pet);
  // @ts-expect-error The parameter is required.
  await acme.pets.update({ body: {} });
  // @ts-expect-error A name is a string or null.
  await acme.pets.update({ pet: "p", body: { name: 1 } });
  await call(new Client({ url: "https://example.com" }), petsList, { cursor: "c" });
  try {
    console.log(updated, photo);
  } catch (error) {
    if (error instanceof NotFoundError) error.requestId satisfies string | undefined;
    if (isError(petsUpdate, error)) error.body satisfies Problem;
  }
}
`;

test("an application narrows unions, reads typed headers and iterates pages", { timeout: 60_000 }, async () => {
  const scenario = await readFile(new URL("scenarios/pets.md", import.meta.url), "utf8");
  const { files } = await print(typescript, scenario.split("```yaml openapi\n")[1]?.split("```")[0] ?? "");
  const folder = await writeProject("narrowing", [...files, { path: "program.ts", text: program }]);
  expect(await compile("narrowing", [folder])).toBe("");
});
