// A local server in a process of its own, so that its CPU is not counted. Prints its URL.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The example of the contract (specs/openapi/streams.yaml). */
const room = JSON.stringify({
  id: "room_2vTn8WbHs4Kd9LxQ",
  name: "stand-up",
  displayName: "Daily stand-up",
  description: "",
  status: "open",
  users: [{ userId: "ada" }, { userId: "bob" }],
  managerIds: ["ada"],
  metadata: { team: "core" },
  privateMetadata: null,
  policy: { update: "manager", item: { create: "user" } },
  keyId: null,
  encrypted: false,
  media: "all",
  maxMembers: 50,
  joinFrom: null,
  joinUntil: null,
  removeAt: null,
  removeAfterSeconds: null,
  emptyLifetimeSeconds: 3600,
  previews: false,
  syncAudioVideo: false,
  locked: false,
  hideVideoMuted: false,
  prioritizeHandRaise: false,
  layout: "grid-responsive",
  recording: false,
  broadcasting: false,
  memberCount: 2,
  sessionId: "ses_Hs4Kd9LxQ2vTn8Wb",
  labels: { team: "core" },
  version: 3,
  createdBy: "ada",
  updatedBy: "ada",
  createdAt: "2026-11-21T09:30:00.000Z",
  updatedAt: "2026-11-21T09:30:00.000Z",
  closedAt: null,
});
const server = createServer((_, response) =>
  response.writeHead(200, { "content-type": "application/json", etag: '"3"', "request-id": "req_1" }).end(room),
);
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
