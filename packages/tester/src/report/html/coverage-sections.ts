import type { RunCoverage } from "../../covered/coverage.js";
import type { Content } from "./markup.js";
import {
  branchesMatrix,
  messagesMatrix,
  operationsMatrix,
  parametersMatrix,
  securityMatrix,
  transitionsMatrix,
  webhooksMatrix,
} from "./matrices.js";
import type { Section } from "./section.js";

/** A section about one kind of things that were seen. */
interface Matrix extends Omit<Section, "content"> {
  /** The things; without any there is no section. */
  readonly of: Exclude<keyof RunCoverage, "shares">;
  readonly draw: (coverage: RunCoverage) => Content;
}

const matrices: readonly Matrix[] = [
  {
    id: "operations",
    of: "operations",
    title: "Operations × statuses",
    about: "How often each status was answered. ○ is declared, and was never answered.",
    draw: operationsMatrix,
  },
  {
    id: "security",
    of: "security",
    title: "Security × credentials",
    about:
      "What became of each class of credentials. ○ was not tried, – has nothing to try; the reason stands on the sign.",
    draw: securityMatrix,
  },
  {
    id: "transitions",
    of: "transitions",
    title: "Transitions",
    about: "What was done to a resource, and what was done next. Dashed: never.",
    draw: transitionsMatrix,
  },
  {
    id: "messages",
    of: "channels",
    title: "Messages",
    about: "What listeners received and the tester sent. Dashed: never.",
    draw: messagesMatrix,
  },
  {
    id: "webhooks",
    of: "webhooks",
    title: "Webhooks",
    about: "How often each was called, and what the tester's endpoint answered.",
    draw: webhooksMatrix,
  },
  {
    id: "parameters",
    of: "parameters",
    title: "Parameters × boundaries",
    about: "Values as far as a keyword allows, and values that it refuses. * must be there. Dashed: not tried.",
    draw: parametersMatrix,
  },
  {
    id: "branches",
    of: "branches",
    title: "Schema branches",
    about:
      "Arms of unions, values of enums and optional members that were seen at least once. Dashed: never, so nothing is known of them.",
    draw: branchesMatrix,
  },
];

/** What was seen, one section a kind. */
export function coverageSections(coverage: RunCoverage): readonly Section[] {
  return matrices
    .filter(({ of }) => coverage[of].length > 0)
    .map(({ id, title, about, draw }) => ({ id, title, about, content: draw(coverage) }));
}
