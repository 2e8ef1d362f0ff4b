import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, onTestFinished, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "parlance-crash-"));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A platform in a process of its own, from the built package, as a user runs it. */
async function start(): Promise<{ url: string; token: string; child: ChildProcess }> {
  const program = `
    import { createPlatform } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
    const platform = await createPlatform({ data: process.env.FOLDER, callsPerSecond: 100000 });
    console.log(JSON.stringify({ url: platform.url, token: await platform.token() }));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    env: { ...process.env, FOLDER: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`It ended with ${String(code)}. Was the package built?`)),
  );
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { ...(JSON.parse(line) as { url: string; token: string }), child };
}

test("every acknowledged write is there after SIGKILL, and nothing else", { timeout: 60_000 }, async () => {
  const first = await start();
  const acknowledged: string[] = [];
  const write = async (n: number): Promise<void> => {
    const response = await fetch(`${first.url}/v1/tunnels`, {
      method: "POST",
      headers: { Authorization: `Bearer ${first.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ protocol: "http", name: `tunnel-${n}` }),
    });
    acknowledged.push(((await response.json()) as { name: string }).name);
  };
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; ; n++) {
      await write(writer * 1000 + n);
      if (acknowledged.length > 60) first.child.kill("SIGKILL");
    }
  });
  await Promise.allSettled(writers);
  const again = await start();
  const names = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const response: Response = await fetch(`${again.url}/v1/tunnels?limit=100${query}`, {
      headers: { Authorization: `Bearer ${again.token}` },
    });
    const page = (await response.json()) as { items: { name: string }[]; nextCursor: string | null };
    for (const item of page.items) names.add(item.name);
    cursor = page.nextCursor;
  }
  expect(acknowledged.length).toBeGreaterThan(60);
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  expect(names.size).toBeLessThanOrEqual(acknowledged.length + writers.length);
});

test("the events of acknowledged writes reach their webhook after SIGKILL", { timeout: 60_000 }, async () => {
  const names = new Set<string>();
  const arrived = new EventEmitter();
  let answers = false;
  const sink = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { name: string } };
    if (!answers) return void arrived.emit("attempt");
    names.add(data.name);
    response.writeHead(204).end();
    arrived.emit("delivery");
  });
  sink.listen(0, "127.0.0.1");
  await once(sink, "listening");
  onTestFinished(() => {
    sink.closeAllConnections();
    sink.close();
  });
  const first = await start();
  const headers = { Authorization: `Bearer ${first.token}`, "Content-Type": "application/json" };
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(first.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    expect(response.status).toBe(201);
  };
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
  await post("/v1/webhooks", { url, events: ["tunnel.created"] });
  const attempted = once(arrived, "attempt");
  const wanted = Array.from({ length: 10 }, (_, n) => `told-${n}`);
  await Promise.all(wanted.map((name) => post("/v1/tunnels", { protocol: "http", name })));
  await attempted;
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  answers = true;
  await start();
  while (names.size < wanted.length) await once(arrived, "delivery");
  expect([...names].toSorted()).toEqual(wanted);
});
