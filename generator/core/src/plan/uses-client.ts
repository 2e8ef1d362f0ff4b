import type { NamedContract } from "../naming/named-contract.js";

/** Whether the client class has a use: calls, or channels of the Parlance protocol, which take its credentials. Sockets do without. */
export function usesClient({ contract, channels }: Pick<NamedContract, "contract" | "channels">): boolean {
  return contract.operations.length > 0 || channels.length > 0;
}
