import { type Contract, readContract } from "@parlance/contract";
import { fileURLToPath } from "node:url";

/** The file of the platform's operations. */
export const openapi = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));

/** What the tester is to send as fast as it can. */
export interface Measurable {
  readonly contract: Contract;
  /** What the run leaves out: webhooks, where the tester waits for the server to try again, and what ends the credential in use. */
  readonly skip: readonly string[];
}

/** Reads the platform's operations. */
export async function measurable(): Promise<Measurable> {
  const { contract } = await readContract({ openapi: [openapi] });
  if (contract === undefined) throw new Error("The platform's document cannot be read.");
  const webhooks = contract.webhooks.map(({ name }) => name);
  return { contract, skip: ["tokens.revoke*", "applications.delete", "applications.update", ...webhooks] };
}
