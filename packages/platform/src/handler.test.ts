import { describe, expectTypeOf, test } from "vitest";
import type { Answer, Call, HandlersOf } from "./handler.js";
import type { Json } from "./json/json.js";

/** What the compiler says; each line after `@ts-expect-error` must be refused by it. */
declare const projects: Extract<Answer<"projects.get">, { status: 200 }>;
const project: typeof projects.body = {
  id: "prj_1",
  name: "Shop",
  workspace: null,
  endpoint: "localhost",
  version: 1,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};
const list: HandlersOf<"projects">["projects.list"] = async () => ({
  status: 200,
  body: { items: [project], nextCursor: null },
});

describe("a call", () => {
  test("has the parameters and the body of its operation", () => {
    expectTypeOf<Call<"tunnels.get">["path"]>().toEqualTypeOf<{ readonly tunnel: string }>();
    expectTypeOf<Call<"tunnels.list">["query"]["limit"]>().toEqualTypeOf<number>();
    expectTypeOf<Call<"tunnels.list">["query"]["order"]>().toEqualTypeOf<"asc" | "desc">();
    expectTypeOf<Call<"tunnels.update">["headers"]["if-match"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Call<"webhooks.create">["body"]["value"]["events"]>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<Call<"documents.attachments.upload">["body"]["bytes"]>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<Call<"tunnels.get">["body"]>().toEqualTypeOf<{ readonly type: "none" }>();
  });

  test("has those members that have a default, also where the body is left out", () => {
    expectTypeOf<Call<"webhooks.create">["body"]["value"]["enabled"]>().toEqualTypeOf<boolean>();
    expectTypeOf<Call<"webhooks.rotate">["body"]["value"]["overlapSeconds"]>().toEqualTypeOf<number>();
  });

  test("has no other members", () => {
    // @ts-expect-error The path has no client.
    expectTypeOf<Call<"tunnels.get">["path"]["client"]>();
    // @ts-expect-error There is no such operation.
    expectTypeOf<Call<"tunnels.fetch">>();
  });

  test("of one operation is a call of any, and not the other way round", () => {
    expectTypeOf<Call<"tunnels.create">>().toExtend<Call>();
    expectTypeOf<Call>().not.toExtend<Call<"tunnels.create">>();
    expectTypeOf<Call["query"]>().toEqualTypeOf<Readonly<Record<string, Json | undefined>>>();
  });
});

describe("handlers", () => {
  test("answer what their operation declares", () => {
    expectTypeOf({
      "projects.list": list,
      "projects.get": async () => ({ status: 200, body: project, version: 1 }) as const,
    }).toExtend<HandlersOf<"projects">>();
  });

  test("answer no status that is not declared", () => {
    const handlers: HandlersOf<"projects"> = {
      "projects.list": list,
      // @ts-expect-error The operation declares no 202.
      "projects.get": async () => ({ status: 202, body: project, version: 1 }),
    };
    expectTypeOf(handlers).toBeObject();
  });

  test("answer no body with a wrong member", () => {
    const handlers: HandlersOf<"projects"> = {
      "projects.list": list,
      // @ts-expect-error A name is text.
      "projects.get": async () => ({ status: 200, body: { ...project, name: 7 }, version: 1 }),
    };
    expectTypeOf(handlers).toBeObject();
  });

  test("answer with the version and the headers that are declared", () => {
    // @ts-expect-error ETag is made of the version.
    expectTypeOf<{ status: 200; body: typeof project }>().toExtend<Answer<"projects.get">>();
    expectTypeOf<Extract<Answer<"tunnels.create">, { status: 201 }>["headers"]>().toEqualTypeOf<{
      readonly location: string;
    }>();
  });

  test("are all there, and no others", () => {
    // @ts-expect-error projects.get has no handler.
    const missing: HandlersOf<"projects"> = { "projects.list": list };
    const misspelt: HandlersOf<"projects.list"> = {
      "projects.list": list,
      // @ts-expect-error There is no such operation.
      "projects.lists": list,
    };
    expectTypeOf([missing, misspelt]).toBeArray();
  });
});
