import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { resolveHost } from "./resolve-host.js";

/** DNS types (RFC 1035, section 3.2.2; RFC 3596). */
const [a, aaaa] = [1, 28];

/** A name server that answers each type of question with one record, and others with none (RFC 1035, section 4.1). */
async function nameServer(records: ReadonlyMap<number, readonly number[]> | "silent") {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  onTestFinished(() => void socket.close());
  const asked = once(socket, "message");
  socket.on("message", (query, { port, address }) => {
    if (records === "silent") return;
    const questionEnd = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(questionEnd - 4);
    const answer = Buffer.from(query.subarray(0, questionEnd));
    const data = records.get(type);
    answer.writeUInt16BE(records.size === 0 ? 0x81_83 : 0x81_80, 2);
    answer.writeUInt16BE(data === undefined ? 0 : 1, 6);
    answer.writeUInt32BE(0, 8);
    const record = data === undefined ? [] : [0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data];
    socket.send(Buffer.concat([answer, Buffer.from(record)]), port, address);
  });
  return { servers: [`127.0.0.1:${socket.address().port}`], asked };
}

const signal = new AbortController().signal;
const four = [192, 0, 2, 7];
const six = [0x20, 0x01, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 7];

test("addresses of both families come, those of IPv4 first", async () => {
  const { servers } = await nameServer(
    new Map([
      [a, four],
      [aaaa, six],
    ]),
  );
  expect(await resolveHost({ host: "shop.example", signal, servers })).toEqual([
    { address: "192.0.2.7", family: 4 },
    { address: "2001:db8::7", family: 6 },
  ]);
});

test("a host of one family is enough", async () => {
  const { servers } = await nameServer(new Map([[aaaa, six]]));
  expect(await resolveHost({ host: "shop.example", signal, servers })).toEqual([{ address: "2001:db8::7", family: 6 }]);
});

test("a host that nobody knows is an error", async () => {
  const { servers } = await nameServer(new Map());
  await expect(resolveHost({ host: "shop.example", signal, servers })).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("a name server that never answers is waited for until the signal, and no longer", async () => {
  const { servers, asked } = await nameServer("silent");
  const controller = new AbortController();
  const resolved = resolveHost({ host: "shop.example", signal: controller.signal, servers });
  await asked;
  controller.abort();
  await expect(resolved).rejects.toMatchObject({ code: "ECANCELLED" });
});

test.each(["localhost", "shop.localhost", "LOCALHOST."])("%s is this machine, and nobody is asked", async (host) => {
  const silent = await nameServer("silent");
  const [first] = await resolveHost({ host, signal, servers: silent.servers });
  expect(first).toEqual({ address: "127.0.0.1", family: 4 });
});
