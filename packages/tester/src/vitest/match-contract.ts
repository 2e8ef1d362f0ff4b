import type { Contract, Operation } from "@parlance/contract";
import { expect } from "vitest";
import type { CheckContext } from "../checks/check.js";
import { shapeChecks } from "../checks/shape.js";
import { cautiousPolicies } from "../profile/policies.js";
import type { Answer } from "../run/exchange.js";
import { TesterError } from "../tester-error.js";
import { directed } from "../values/directed.js";
import { Validators } from "../values/validator.js";
import { contractOf, type DescribeOptions } from "./describe-contract.js";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The response of fetch is one that the operation declares: its status, media type, headers and body. `operation-unknown` if there is none. */
    toMatchContract: (operationId: string) => T extends Response ? Promise<void> : R;
  }
}

/**
 * Lets `await expect(response).toMatchContract("rooms.get")` say whether a response of fetch is what these documents declare:
 * its status, media type, headers and body. To be called once, in a setup file or at the top of a test. The body stays unread.
 *
 * @throws {TesterError} `contract-unreadable`
 */
export async function useContract(documents: Pick<DescribeOptions, "openapi" | "asyncapi">): Promise<void> {
  const contract = await contractOf(documents);
  const answers = new Validators(directed(contract, "response"));
  const context: CheckContext = { contract, answers, policies: cautiousPolicies };
  expect.extend({
    async toMatchContract(response: Response, operationId: string) {
      const wrong = await mistakes(response, operationOf(contract, operationId), context);
      const told = wrong.length === 0 ? "It is." : wrong.map((each) => `- ${each}`).join("\n");
      return { pass: wrong.length === 0, message: () => `The response is to be one of ${operationId}:\n${told}` };
    },
  });
}

async function mistakes(response: Response, operation: Operation, context: CheckContext): Promise<readonly string[]> {
  const outcome: Answer = {
    kind: "answer",
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.clone().arrayBuffer()),
    elapsedMs: 0,
  };
  const { id, method } = operation;
  const exchange = {
    case: { operation: id, method, intent: { kind: "positive" }, credential: "valid", parameters: [] },
    operation,
    request: { method, target: operation.path, headers: [], secrets: [] },
    outcome,
  } as const;
  return shapeChecks.flatMap((check) => {
    const verdict = check.look(exchange, context);
    return verdict?.kind === "fail" ? [verdict.message] : [];
  });
}

function operationOf({ operations }: Contract, operationId: string): Operation {
  const operation = operations.find(({ id }) => id === operationId);
  if (operation !== undefined) return operation;
  throw new TesterError({
    code: "operation-unknown",
    message: `The documents have no operation ${operationId}.`,
    help: "Name one by its operationId, or mend the documents that useContract got.",
  });
}
