import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { typescriptServer } from "../src/typescript-server.js";
import { compile, writeProject } from "./compile.js";
import { print } from "./generate.js";

const program = `
import type { Handlers, OperationRequest, OperationResult } from "./handlers.gen.js";

export const list: Handlers<{ user: string }>["pets.list"] = async ({ params }, { user }) => {
  params.query.order satisfies "asc" | "desc";
  if (params.query.limit === 0) return { status: 404, body: { code: user } };
  return { status: 200, body: { items: [{ kind: "cat", mood: "happy" }], nextCursor: null }, headers: { "ratelimit-remaining": 1 } };
};

export async function update({ params, body }: OperationRequest<"pets.update">): Promise<OperationResult<"pets.update">> {
  params.header["if-match"] satisfies string | undefined;
  body.name satisfies string | null | undefined;
  return params.path.pet === "" ? { status: 204 } : { status: 200, body: { kind: "wolf" } };
}

export const create: Handlers<unknown>["pets.create"] = async ({ body }) => {
  body.tame satisfies boolean;
  // @ts-expect-error It has no default, so it may be absent.
  body.nick satisfies string;
  return { status: 201, body: { kind: "dog" } };
};

export function patch({ body }: OperationRequest<"pets.update">): void {
  // @ts-expect-error A merge patch is not filled in.
  body.tame satisfies boolean;
}

export async function wrong(): Promise<OperationResult<"pets.update">> {
  // @ts-expect-error The contract declares no 202.
  return { status: 202 };
}
`;

test("handlers take what the contract declares and answer nothing else", { timeout: 60_000 }, async () => {
  const scenario = await readFile(new URL("scenarios/server.md", import.meta.url), "utf8");
  const { files } = await print(typescriptServer, scenario.split("```yaml openapi\n")[1]?.split("```")[0] ?? "");
  const folder = await writeProject("handlers", [...files, { path: "program.ts", text: program }]);
  expect(await compile("handlers", [folder])).toBe("");
});
