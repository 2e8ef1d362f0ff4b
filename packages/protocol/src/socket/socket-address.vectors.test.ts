import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { socketAddress, type SocketValues } from "./socket-address.js";
import type { SocketDescriptor } from "./socket-descriptor.js";

interface Case {
  readonly name: string;
  readonly socket: Pick<SocketDescriptor, "server" | "address" | "parameters">;
  readonly values?: SocketValues;
  readonly given?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: string;
}

const file = new URL("../../../../specs/vectors/socket-addresses.json", import.meta.url);
const { addresses } = JSON.parse(readFileSync(file, "utf8")) as { readonly addresses: readonly Case[] };

test.each(addresses)("$name", ({ socket, values = {}, given, url, headers = {}, error }) => {
  const find = () => socketAddress({ id: "s", receives: [], sends: {}, ...socket }, values, { url: given });
  if (error === undefined) expect(find()).toEqual({ url, headers });
  else expect(find).toThrow(`\`${error}\``);
});
