import type { JsonObject } from "@parlance/contract";
import { newName, type Probe, type ProbeApi, type ProbeRequest } from "../probe.ts";

const webhook: JsonObject = { url: "https://shop.example/hooks", events: ["tunnel.*"] };

/** Probes of what is taken and what is refused, by the fault's id. */
export const inputProbes: Readonly<Record<string, Probe>> = {
  "input-min-length": takes("POST /v1/clients", () => ({ name: "" })),
  "input-max-length": takes("POST /v1/clients", () => ({ name: "n".repeat(201) })),
  "input-pattern": takes("POST /v1/topics", () => ({ name: `${newName()} !` })),
  "input-enum": takes("POST /v1/topics", () => ({ name: newName(), validation: "sometimes" })),
  "input-minimum": takes("POST /v1/topics", () => ({ name: newName(), retentionSeconds: -1 })),
  "input-maximum": takes("POST /v1/topics", () => ({ name: newName(), retentionSeconds: 31_536_001 })),
  "input-type": takes("POST /v1/topics", () => ({ name: newName(), description: 7 })),
  "input-boolean-type": takes("POST /v1/webhooks", () => ({ ...webhook, enabled: "yes" })),
  "input-required": takes("POST /v1/applications", () => ({ grants: [] })),
  "input-min-items": takes("POST /v1/webhooks", () => ({ ...webhook, events: [] })),
  "input-unique-items": takes("POST /v1/webhooks", () => ({ ...webhook, events: ["tunnel.*", "tunnel.*"] })),
  "input-format": takes("POST /v1/subscribers", () => ({ userId: newName(), email: "nowhere" })),
  "input-deep-length": takes("POST /v1/clients", () => ({ labels: { a: "a".repeat(257) } })),
  "input-deep-type": takes("POST /v1/clients", () => ({ labels: { a: 7 } })),
  "input-empty-patch": async (api) => (await api.send(`PATCH ${await api.make("clients")}`, { body: {} })).status < 400,
  "input-unknown-members": takes("POST /v1/clients", () => ({ colour: "red" })),
  "input-limit-maximum": takes("GET /v1/clients?limit=101"),
  "input-limit-minimum": takes("GET /v1/clients?limit=0"),
  "input-limit-type": takes("GET /v1/topics?limit=many"),
  "input-order-enum": takes("GET /v1/clients?order=sideways"),
  "input-boundary-maximum": refuses("POST /v1/topics", () => ({ name: newName(), retentionSeconds: 31_536_000 })),
  "input-boundary-minimum": refuses("POST /v1/topics", () => ({ name: newName(), retentionSeconds: 0 })),
  "input-boundary-length": refuses("POST /v1/clients", () => ({ name: "n".repeat(200) })),
  "input-boundary-limit": refuses("GET /v1/clients?limit=100"),
  "input-refuses-all": refuses("POST /v1/clients", () => ({ name: "a" })),
  "input-fails-on-type": fails("POST /v1/topics", () => ({ name: newName(), description: 7 })),
  "input-fails-on-control-letters": fails("POST /v1/clients", () => ({ name: "a\u0000b" })),
  "input-malformed-json": takes("POST /v1/clients", () => "{"),
  "input-malformed-fails": fails("POST /v1/topics", () => "{"),
  "input-any-media-type": async (api) => {
    const headers = { "Content-Type": "text/csv" };
    return (await api.send("POST /v1/clients", { body: "a,b", headers })).status < 400;
  },
  "input-any-method": takes("PUT /v1/topics", () => ({})),
  "input-no-allow": async (api) => !(await api.send("PUT /v1/clients", { body: {} })).headers.has("allow"),
  "input-too-large-fails": fails("POST /v1/clients", () => ({ metadata: { text: "m".repeat(2_000_000) } })),
};

function takes(line: string, body?: () => NonNullable<ProbeRequest["body"]>): Probe {
  return async (api) => (await status(api, line, body)) < 300;
}

function refuses(line: string, body?: () => NonNullable<ProbeRequest["body"]>): Probe {
  return async (api) => (await status(api, line, body)) >= 400;
}

function fails(line: string, body?: () => NonNullable<ProbeRequest["body"]>): Probe {
  return async (api) => (await status(api, line, body)) >= 500;
}

async function status(api: ProbeApi, line: string, body?: () => NonNullable<ProbeRequest["body"]>): Promise<number> {
  return (await api.send(line, body === undefined ? {} : { body: body() })).status;
}
