import type { Contract, Json } from "@parlance/contract";

/**
 * The Contract with every enum and union closed. A reader of somebody else's platform must expect values it does not
 * know; the platform itself answers with those it declares, and refuses others before a handler sees them.
 */
export function closeContract(contract: Contract): Contract {
  return { ...contract, schemas: close(contract.schemas), operations: close(contract.operations) };
}

/** Plain data in, data of the same type out: only `open` members of enum and union nodes change. */
function close<Node>(node: Node): Node {
  return JSON.parse(JSON.stringify(node), (_, value: Json) =>
    isOpen(value) ? { ...value, open: false } : value,
  ) as Node;
}

function isOpen(value: Json): value is { readonly [key: string]: Json; readonly open: true } {
  return (
    typeof value === "object" &&
    value !== null &&
    "open" in value &&
    value.open === true &&
    (value.kind === "enum" || value.kind === "union")
  );
}
