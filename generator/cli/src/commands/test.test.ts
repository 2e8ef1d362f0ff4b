import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openapi } from "../testing/documents.js";
import { fill, temporaryFolder } from "../testing/folder.js";
import { parlance } from "../testing/parlance.js";

const paths = `/users:
  get:
    operationId: users.list
    responses:
      '200':
        description: OK
        content: { application/json: { schema: { type: array, items: { type: string } } } }
      4XX: { description: No }`;

/** A server that answers every call alike. */
async function serverOf(body: string): Promise<string> {
  const server = createServer((request, response) => {
    const allowed = request.method === "GET" && request.url?.split("?")[0] === "/users";
    response.writeHead(allowed ? 200 : 405, { "Content-Type": "application/json", Allow: "GET" });
    response.end(allowed ? body : '"no"');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi({ paths }), ...files });
  return folder;
}

test("a server that keeps its contract passes", async () => {
  const ended = await parlance(folderWith(), "test", await serverOf('["ada"]'), "--openapi", "openapi.yaml");
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain("PASSED: no finding");
});

test("a server that does not is told, with exit code 1, in every report that is asked for", async () => {
  const url = await serverOf("[1]");
  const reports = ["--report", "terminal", "--report", "json:report.json", "--report", "junit:report.xml"];
  const ended = await parlance(folderWith(), "test", url, "--openapi", "openapi.yaml", ...reports);
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain("users.list: The body at /0 must be string (type).");
});

test("a finding can be sent again, until it is mended", async () => {
  const [folder, faulty, mended] = [folderWith(), await serverOf("[1]"), await serverOf('["ada"]')];
  await parlance(folder, "test", faulty, "--openapi", "openapi.yaml", "--cases", "cases");
  const file = "cases/001-users.list-body-schema.json";
  expect(await parlance(folder, "replay", file)).toMatchObject({ code: 1 });
  expect(await parlance(folder, "replay", file, "--url", mended)).toMatchObject({ code: 0 });
  expect((await parlance(folder, "replay", file, "--url", "nonsense")).stderr).toContain("error url-invalid");
});

test("a document that looks like the server's is read as the client's, and that is told", async () => {
  const asyncapi = `asyncapi: 3.0.0
info: { title: A, version: "1" }
channels: { room: { address: /room, messages: { said: { payload: { type: object } } } } }
operations: { say: { action: send, channel: { $ref: "#/channels/room" } } }
`;
  const folder = folderWith({ "asyncapi.yaml": asyncapi });
  const command = ["test", await serverOf("[1]"), "--openapi", "openapi.yaml", "--asyncapi", "asyncapi.yaml"];
  expect((await parlance(folder, ...command)).stderr).toContain("info perspective-assumed");
  expect((await parlance(folder, ...command, "--perspective", "server")).stderr).not.toContain("perspective-assumed");
});

test.each([
  ["--cases", "openapi.yaml"],
  ["--report", "html:nowhere/report.html"],
])("what cannot be written is told before anything is sent: %s %s", async (...option) => {
  const ended = await parlance(folderWith(), "test", "http://127.0.0.1:1", "--openapi", "openapi.yaml", ...option);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain("report-unwritable");
  expect(ended.stdout).toBe("");
});

test.each([
  ["nowhere.json", "case-unreadable"],
  ["openapi.yaml", "case-invalid"],
])("replay %s is unusable: %s", async (file, code) => {
  const ended = await parlance(folderWith(), "replay", file);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(code);
});

test("a server that is not there gives an invalid run, with exit code 2", async () => {
  const ended = await parlance(folderWith(), "test", "http://127.0.0.1:1", "--openapi", "openapi.yaml");
  expect(ended.code).toBe(2);
  expect(ended.stdout).toContain("INVALID RUN");
});

test.each([
  [["ftp://127.0.0.1", "--openapi", "openapi.yaml"], "url-invalid"],
  [["http://127.0.0.1:1"], "document-missing"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--profile", "nowhere.yaml"], "profile-unreadable"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--profile", "profile.yaml"], "profile-invalid"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--seed", "x"], "number-invalid"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--time", "0"], "number-invalid"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--report", "pdf"], "report-unknown"],
  [["http://127.0.0.1:1", "--openapi", "openapi.yaml", "--only", "rooms.*"], "pattern-unmatched"],
])("%s is unusable: %s", async (parameters, code) => {
  const ended = await parlance(folderWith({ "profile.yaml": "credential: 1\n" }), "test", ...parameters);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(code);
});
