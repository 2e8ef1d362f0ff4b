import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createPlatform } from "@parlance/platform";
import { verifyWebhook } from "@parlance/runtime/webhooks";
import { expect, onTestFinished, test } from "vitest";

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** An endpoint on this machine. The first request that it gets is answered and resolved. */
async function endpoint(): Promise<{ readonly url: string; readonly first: Promise<Got> }> {
  const server = createServer();
  const first = new Promise<Got>((resolve) => {
    server.on("request", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.writeHead(204).end();
      resolve({ headers: request.headers, body: new Uint8Array(Buffer.concat(chunks)) });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, first };
}

test("what the platform sends is what the SDK verifies, and nothing that differs by a byte", async () => {
  const platform = await createPlatform();
  onTestFinished(() => platform.close());
  const headers = { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" };
  const post = async (path: string, body: object): Promise<{ readonly id: string; readonly secret: string }> => {
    const response = await fetch(platform.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    expect(response.ok).toBe(true);
    return (await response.json()) as { readonly id: string; readonly secret: string };
  };
  const { url, first } = await endpoint();
  const { secret } = await post("/v1/webhooks", { url, events: ["tunnel.created"] });
  const tunnel = await post("/v1/tunnels", { protocol: "http", name: "verified" });
  const sent = await first;
  const { id, event } = await verifyWebhook({ ...sent, secrets: secret });
  expect(event).toMatchObject({ id, type: "tunnel.created", data: { id: tunnel.id } });
  await expect(verifyWebhook({ ...sent, body: sent.body.slice(1), secrets: secret })).rejects.toMatchObject({
    code: "webhook_signature_invalid",
  });
  await expect(verifyWebhook({ ...sent, secrets: secret, now: Date.now() + 301_000 })).rejects.toMatchObject({
    code: "webhook_too_old",
  });
});
