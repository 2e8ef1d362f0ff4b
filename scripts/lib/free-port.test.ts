import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

import { expect, test } from "vitest";

import { freePort } from "./free-port.ts";

test("a taken port is not free", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(freePort(port)).resolves.toBeUndefined();
  server.close();
});

test("0 gives any free port, which stays free", async () => {
  const port = await freePort(0);
  expect(port).toBeGreaterThan(0);
  await expect(freePort(port ?? 0)).resolves.toBe(port);
});
