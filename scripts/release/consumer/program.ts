import { NotFoundError, Parlance } from "@parlance/sdk";

function expect(truth: boolean, what: string): void {
  if (!truth) throw new Error(`The published packages do not work: ${what}`);
}

const parlance = new Parlance();
const made = await parlance.tunnels.create({ body: { protocol: "http", labels: { made: "by a stranger" } } });

const ids: string[] = [];
for await (const tunnel of parlance.tunnels.list({ limit: 1 })) ids.push(tunnel.id);
expect(ids.includes(made.id), "the list does not hold the new tunnel");

const { data, requestId } = await parlance.tunnels.get({ tunnel: made.id }).withResponse();
expect(data.id === made.id && requestId !== undefined, "get does not answer with the tunnel");

await parlance.tunnels.delete({ tunnel: made.id });
const error: unknown = await parlance.tunnels.get({ tunnel: made.id }).then(
  () => undefined,
  (reason: unknown) => reason,
);
expect(error instanceof NotFoundError && error.code === "not_found", "a missing tunnel is no NotFoundError");
console.log(`A stranger made, listed, read and deleted ${made.id}.`);
