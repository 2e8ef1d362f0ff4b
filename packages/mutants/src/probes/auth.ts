import { idIn, newName, type Probe, type ProbeApi } from "../probe.ts";
import { forged } from "../tokens.ts";

const changed = { body: { description: "Changed." } };

/** Probes of who may do what, by the fault's id. */
export const authProbes: Readonly<Record<string, Probe>> = {
  "auth-missing-list": async (api) => (await api.send("GET /v1/clients", { as: null })).status === 200,
  "auth-missing-read": async (api) => (await api.send(`GET ${await api.topic()}`, { as: null })).status === 200,
  "auth-missing-create": async (api) =>
    (await api.send("POST /v1/topics", { as: null, body: { name: newName() } })).status === 201,
  "auth-missing-update": async (api) =>
    (await api.send(`PATCH ${await api.webhook()}`, { as: null, ...changed })).status === 200,
  "auth-missing-delete": async (api) =>
    (await api.send(`DELETE ${await api.make("clients")}`, { as: null })).status === 204,
  "auth-malformed": async (api) => (await api.send("GET /v1/topics", { authorization: "Bearer" })).status === 200,
  "auth-forged": async (api) =>
    (await api.send("GET /v1/clients", { authorization: `Bearer ${forged(api.credentials.valid)}` })).status === 200,
  "auth-forged-write": async (api) =>
    (
      await api.send(`PATCH ${await api.topic()}`, {
        authorization: `Bearer ${forged(api.credentials.valid)}`,
        ...changed,
      })
    ).status === 200,
  "auth-unsigned": async (api) =>
    (await api.send("GET /v1/clients", { authorization: `Bearer ${unsigned(api)}` })).status === 200,
  "auth-expired": async (api) => (await api.send("GET /v1/clients", { as: "expired" })).status === 200,
  "auth-expired-delete": async (api) =>
    (await api.send(`DELETE ${await api.topic()}`, { as: "expired" })).status === 204,
  "auth-revoked": async (api) => (await api.send("GET /v1/clients", { as: "revoked" })).status === 200,
  "auth-unscoped-clients-list": async (api) => (await api.send("GET /v1/clients", { as: "unscoped" })).status === 200,
  "auth-unscoped-clients-get": async (api) =>
    (await api.send(`GET ${await api.make("clients")}`, { as: "unscoped" })).status === 200,
  "auth-unscoped-topics-create": async (api) =>
    (await api.send("POST /v1/topics", { as: "unscoped", body: { name: newName() } })).status === 201,
  "auth-unscoped-webhooks-update": async (api) =>
    (await api.send(`PATCH ${await api.webhook()}`, { as: "unscoped", ...changed })).status === 200,
  "auth-unscoped-topics-delete": async (api) =>
    (await api.send(`DELETE ${await api.topic()}`, { as: "unscoped" })).status === 204,
  "auth-unscoped-tunnels-create": async (api) =>
    (await api.send("POST /v1/tunnels", { as: "unscoped", body: { protocol: "http" } })).status === 201,
  "auth-tenant-clients-get": async (api) =>
    (await api.send(`GET ${await api.make("clients")}`, { as: "otherTenant" })).status === 200,
  "auth-tenant-clients-update": async (api) =>
    (await api.send(`PATCH ${await api.make("clients")}`, { as: "otherTenant", body: { name: "a" } })).status === 200,
  "auth-tenant-clients-delete": async (api) =>
    (await api.send(`DELETE ${await api.make("clients")}`, { as: "otherTenant" })).status === 204,
  "auth-tenant-webhooks-get": async (api) =>
    (await api.send(`GET ${await api.webhook()}`, { as: "otherTenant" })).status === 200,
  "auth-tenant-applications-keys-list": async (api) => {
    const application = await api.make("applications", { name: "probe", grants: [] });
    return (await api.send(`GET ${application}/keys`, { as: "otherTenant" })).status === 200;
  },
  "auth-tenant-list": async (api) => {
    const id = idIn(await api.make("clients"));
    return (await api.items("clients", { as: "otherTenant" })).some((item) => item["id"] === id);
  },
  "auth-no-challenge": async (api) =>
    !(await api.send("GET /v1/clients", { as: null })).headers.has("www-authenticate"),
  "auth-missing-forbidden": async (api) => (await api.send("GET /v1/topics", { as: null })).status === 403,
  "auth-unscoped-unknown": async (api) => (await api.send("GET /v1/topics", { as: "unscoped" })).status === 401,
  "auth-expired-fails": async (api) => (await api.send("GET /v1/clients", { as: "expired" })).status >= 500,
};

/** The valid token as one that says it has no signature. */
function unsigned({ credentials }: ProbeApi): string {
  const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url");
  return `${header}.${credentials.valid.split(".")[1]}.`;
}
