import { join } from "node:path";
import { expect, test } from "vitest";
import { fill, temporaryFolder } from "../testing/folder.js";
import { parlance, start } from "../testing/parlance.js";

test("serve with --json prints one line when it is ready, answers, and ends with 0 when interrupted", async () => {
  const running = start(temporaryFolder(), "serve", "--port", "0", "--json");
  const served = JSON.parse(await running.until("stdout", "\n"));
  expect(served).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/u),
    application: { clientId: expect.any(String), clientSecret: expect.any(String) },
    token: expect.any(String),
    pusher: { appId: expect.stringMatching(/^\d+$/u), key: expect.any(String), secret: expect.any(String) },
  });
  expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  running.interrupt();
  expect((await running.ended).code).toBe(0);
});

test("serve says where it listens and with which credentials", async () => {
  const running = start(temporaryFolder(), "serve", "--port", "0");
  const said = await running.until("stdout", "Press Ctrl-C to stop.");
  expect(said).toMatch(/^The platform listens at http:\/\/127\.0\.0\.1:\d+\n/u);
  expect(said).toMatch(/PARLANCE_CLIENT_ID=\S+\n {2}PARLANCE_CLIENT_SECRET=plsk_/u);
  const settings = Object.fromEntries(
    Array.from(said.matchAll(/^ {2}PUSHER_(\w+)=(\S+)$/gmu), ([, name, value]) => [name, value]),
  );
  expect(settings).toEqual({
    APP_ID: expect.stringMatching(/^\d+$/u),
    APP_KEY: expect.any(String),
    APP_SECRET: expect.any(String),
    HOST: "127.0.0.1",
    PORT: expect.stringMatching(/^\d+$/u),
    SCHEME: "http",
  });
});

test("serve lets each caller make as many calls as it is told", async () => {
  const running = start(temporaryFolder(), "serve", "--port", "0", "--json", "--calls-per-second", "1000");
  const { url, token } = JSON.parse(await running.until("stdout", "\n"));
  const answer = await fetch(`${url}/v1/rooms`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.headers.get("RateLimit-Limit")).toBe("1000");
  const refused = await parlance(temporaryFolder(), "serve", "--port", "0", "--calls-per-second", "none");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("error number-invalid: ");
});

test("serve refuses a port that is taken", async () => {
  const first = start(temporaryFolder(), "serve", "--port", "0", "--json");
  const { url } = JSON.parse(await first.until("stdout", "\n"));
  const second = await parlance(temporaryFolder(), "serve", "--port", new URL(url).port);
  expect(second).toMatchObject({ code: 2, stdout: "" });
  expect(second.stderr).toContain("error port-unavailable: ");
});

test("serve refuses a folder that is a file, and one that another platform uses", async () => {
  const folder = temporaryFolder();
  fill(folder, { file: "mine" });
  const refused = await parlance(folder, "serve", "--port", "0", "--data", "file");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("file:1: error data-unusable: ");
  const data = join(folder, "data");
  const first = start(folder, "serve", "--port", "0", "--json", "--data", data);
  await first.until("stdout", "\n");
  const second = await parlance(folder, "serve", "--port", "0", "--data", data);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain("error data-unusable: ");
});
