import { expect, onTestFinished, test } from "vitest";
import type { SinkAnswer } from "../plan/scenario.js";
import type { Happening } from "../run/story.js";
import { Sinks } from "./sinks.js";

async function open() {
  const hooked: Extract<Happening, { kind: "hooked" }>[] = [];
  const abandoned: string[] = [];
  const sinks = await Sinks.open();
  onTestFinished(() => sinks[Symbol.asyncDispose]());
  const tell = (each: Happening) => {
    if (each.kind === "hooked") hooked.push(each);
    if (each.kind === "abandoned") abandoned.push(each.by);
  };
  const openSink = sinks.ofScenario();
  const listen = (as: string, script: readonly SinkAnswer[]) => openSink({ as, script, tell });
  return { listen, hooked, abandoned };
}

const send = (url: string, id: string, body: string | Uint8Array<ArrayBuffer> = "{}") =>
  fetch(url, { method: "POST", headers: { "Webhook-Id": id }, body, redirect: "manual" });

test("A sink answers by its script, each delivery from the beginning", async () => {
  const { listen, hooked } = await open();
  const { url } = await listen("failing", [{ answer: 503, headers: { "Retry-After": "2" } }, { answer: 204 }]);
  const first = await send(url, "a");
  expect([first.status, first.headers.get("retry-after")]).toEqual([503, "2"]);
  expect((await send(url, "b")).status).toBe(503);
  expect((await send(url, "a")).status).toBe(204);
  expect((await send(url, "a")).status).toBe(204);
  expect(hooked.map(({ by, answered }) => [by, answered.answer])).toEqual([
    ["failing", 503],
    ["failing", 503],
    ["failing", 204],
    ["failing", 204],
  ]);
});

test("It records the very bytes, and headers in lower case", async () => {
  const { listen, hooked } = await open();
  const body = Uint8Array.from([0xff, 0x00, 0x7b]);
  await send((await listen("a b", [])).url, "x", body);
  expect(Uint8Array.from(hooked[0]?.body ?? [])).toEqual(body);
  expect(hooked[0]?.headers).toContainEqual(["webhook-id", "x"]);
  expect(hooked[0]).toMatchObject({ by: "a b", method: "POST", target: "/1/a%20b" });
});

test("What is below a sink comes to it", async () => {
  const { listen, hooked } = await open();
  await send(`${(await listen("one", [])).url}/data?id=7`, "a");
  expect(hooked[0]).toMatchObject({ by: "one", target: "/1/one/data?id=7" });
});

test("Sinks of a scenario are found from each other", async () => {
  const { listen, hooked } = await open();
  const { url } = await listen("moved", [{ answer: 302, headers: { Location: "target" } }]);
  await listen("target", []);
  await fetch(url, { method: "POST", body: "{}" });
  expect(hooked.map(({ by }) => by)).toEqual(["moved", "target"]);
});

test("It resets, and keeps a sender waiting until the sink is closed", async () => {
  const { listen, hooked, abandoned } = await open();
  await expect(send((await listen("resetting", [{ answer: "reset" }])).url, "a")).rejects.toThrow("fetch failed");
  const slow = await listen("slow", [{ answer: "timeout" }]);
  const outcome = send(slow.url, "a").then(
    () => "answered",
    () => "cut",
  );
  await expect.poll(() => hooked.length).toBe(2);
  await slow.close();
  expect(await outcome).toBe("cut");
  expect((await send(slow.url, "a")).status).toBe(404);
  expect(abandoned).toEqual([]);
});

test("It tells that a sender gave up", async () => {
  const { listen, abandoned } = await open();
  const { url } = await listen("slow", [{ answer: "timeout" }]);
  await expect(fetch(url, { method: "POST", signal: AbortSignal.timeout(50) })).rejects.toThrow("aborted");
  await expect.poll(() => abandoned).toEqual(["slow"]);
});

test("It refuses what is too long, and knows no other paths", async () => {
  const { listen, hooked } = await open();
  const { url } = await listen("one", []);
  expect((await send(url, "a", "x".repeat(1024 * 1024 + 1))).status).toBe(413);
  expect((await send(new URL("/other", url).href, "a")).status).toBe(404);
  expect((await send(`${url}%`, "a")).status).toBe(404);
  expect(hooked).toEqual([]);
});
