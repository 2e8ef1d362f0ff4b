import { isDeepStrictEqual } from "node:util";
import type { Operation } from "@parlance/contract";
import { boundaryCases } from "./boundary.js";
import type { Case } from "./case.js";
import { negativeCases } from "./negative.js";
import type { Planner } from "./planner.js";
import { unknownQueryCase } from "./protocol.js";
import { unusualCases } from "./unusual.js";

/** The case of the same intent that is made from another allowed request; undefined where none can be made. */
export function derivedCase(operation: Operation, positive: Case, like: Case, planner: Planner): Case | undefined {
  const { intent, credential, method, body } = like;
  const same = (cases: readonly Case[]) => cases.find((each) => isDeepStrictEqual(each.intent, intent));
  switch (intent.kind) {
    case "negative":
      return same(negativeCases(operation, positive, planner));
    case "boundary":
      return same(boundaryCases(operation, positive, planner));
    case "unusual":
      return same(unusualCases(operation, positive, planner));
    case "positive":
    case "auth":
      return { ...positive, intent, credential };
    case "method": {
      const { body: _body, ...bodiless } = positive;
      return { ...bodiless, intent, method };
    }
    case "unknownQuery":
      return unknownQueryCase(positive);
    case "malformed":
    case "mediaType":
    case "large":
      return { ...positive, intent, ...(body !== undefined && { body }) };
  }
}
