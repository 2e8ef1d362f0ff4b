import type { Json } from "@parlance/contract";
import type { NamedContract } from "../naming/named-contract.js";
import type { NamedSocket, NamedSocketParameter } from "../naming/sockets/named-socket.js";

/** A socket that a README can show, with its required parameters and values that fit them. */
export interface SampleSocket {
  readonly named: NamedSocket;
  readonly values: readonly { readonly parameter: NamedSocketParameter; readonly value: Json }[];
}

const samples = { string: "…", number: 1, integer: 1, boolean: true, list: [] } as const;

/** Chooses the socket for a README: the first over which something comes. Undefined without any. */
export function sampleSocket({ sockets: { channels } }: Pick<NamedContract, "sockets">): SampleSocket | undefined {
  const named = channels.find(({ receives }) => receives.length > 0) ?? channels[0];
  const required = named?.parameters.filter((each) => each.required) ?? [];
  return (
    named && {
      named,
      values: required.map((parameter) => ({ parameter, value: parameter.values?.[0] ?? samples[parameter.type] })),
    }
  );
}
