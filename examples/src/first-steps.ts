/**
 * The first steps with the SDK, against a running platform. `npm start` runs it; by hand:
 *
 *     PARLANCE_URL=… PARLANCE_CLIENT_ID=… PARLANCE_CLIENT_SECRET=… npx node examples/src/first-steps.ts
 */
import { NotFoundError, Parlance, PreconditionFailedError } from "@parlance/sdk";
import { messages, ParlanceRealtime } from "@parlance/sdk/realtime";

const parlance = new Parlance();
await using realtime = new ParlanceRealtime();

// The watch begins with everything there is; what follows are the changes.
const pushed = messages(realtime.tunnels());
await pushed.next();

const tunnel = await parlance.tunnels.create({
  body: { protocol: "http", publish: true, labels: { env: "development" } },
});
console.log(`Made the tunnel ${tunnel.id}, reachable at ${tunnel.host ?? "no public address"}.`);

const { data: changed, headers } = await parlance.tunnels
  .update({ tunnel: tunnel.id, ifMatch: `"${tunnel.version}"`, body: { labels: { env: "production" } } })
  .withResponse();
console.log(`Moved it to production: version ${changed.version}, ETag ${headers.eTag}.`);

try {
  await parlance.tunnels.update({ tunnel: tunnel.id, ifMatch: `"${tunnel.version}"`, body: { labels: {} } });
} catch (error) {
  if (!(error instanceof PreconditionFailedError)) throw error;
  console.log(`A writer with the old version is refused: ${error.code}.`);
}

let count = 0;
for await (const each of parlance.tunnels.list({ protocol: "http", limit: 10 })) count += each.id === tunnel.id ? 1 : 0;
console.log(`Found it ${count === 1 ? "once" : `${count} times`} among all HTTP tunnels.`);

await parlance.tunnels.delete({ tunnel: tunnel.id });
try {
  await parlance.tunnels.get({ tunnel: tunnel.id });
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error;
  console.log(`Deleted it; asking again gives ${error.code} (request ${error.requestId}).`);
}

for await (const item of pushed) {
  if (item.type === "gap") continue;
  console.log(`Was told over the socket: ${item.event}.`);
  if (item.event === "tunnel.deleted") break;
}
