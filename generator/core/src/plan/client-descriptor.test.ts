import { expect, test } from "vitest";
import { contractWith, place } from "../testing/contracts.js";
import { clientDescriptor } from "./client-descriptor.js";
import { realtimeDescriptor } from "./realtime-descriptor.js";

const options = { packageName: "@acme/sdk", packageVersion: "1.0.0", environmentPrefix: "ACME" };
const asking = { product: "acme-sdk/1.0.0", environment: "ACME" };

test("a document without servers and security says who is asking", () => {
  expect(clientDescriptor(contractWith({}), options)).toEqual(asking);
  expect(realtimeDescriptor(contractWith({}), options)).toEqual(asking);
});

test("REST and events each have the first server of their own protocols", () => {
  const servers = ["wss", "https"].map((protocol) => ({
    url: `${protocol}://{host}`,
    protocol,
    variables: [{ name: "host", default: "acme.example" }],
    place,
  }));
  const variables = { host: "acme.example" };
  expect(clientDescriptor(contractWith({ servers }), options).server).toEqual({ url: "https://{host}", variables });
  expect(realtimeDescriptor(contractWith({ servers }), options).server).toEqual({ url: "wss://{host}", variables });
});

test("security schemes that an SDK cannot apply are left out", () => {
  const security = [
    { type: "apiKey", name: "key", in: "query", parameter: "k", place },
    { type: "http", name: "basic", scheme: "Basic", place },
    { type: "oauth2", name: "oauth", flows: [], place },
    { type: "mutualTLS", name: "tls", place },
  ] as const;
  expect(clientDescriptor(contractWith({ security }), options).security).toEqual({
    key: { type: "apiKey", in: "query", name: "k" },
    basic: { type: "basic" },
    oauth: { type: "bearer" },
  });
});

test("applications sign tokens where a scheme says so", () => {
  const bearer = { type: "http", name: "bearer", scheme: "bearer", place } as const;
  const signed = { ...bearer, extensions: { "x-parlance-application-tokens": true } };
  expect(clientDescriptor(contractWith({ security: [bearer] }), options)).not.toHaveProperty("applicationTokens");
  expect(clientDescriptor(contractWith({ security: [signed] }), options).applicationTokens).toBe(true);
});

test("the socket is the channel that names a Parlance sub-protocol", () => {
  const channel = { parameters: [], messages: [], operations: [], servers: [], place };
  const channels = [
    { ...channel, name: "other", address: "/other" },
    { ...channel, name: "socket", address: "/socket", extensions: { "x-subprotocols": ["parlance.v1"] } },
  ];
  expect(realtimeDescriptor(contractWith({ channels }), options).path).toBe("/socket");
});
