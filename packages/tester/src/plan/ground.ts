import type { Operation } from "@parlance/contract";
import { limitOf, withQuery } from "../run/paging.js";
import type { Case, CredentialClass } from "./case.js";
import { filledBody } from "./grafts.js";
import type { Planner } from "./planner.js";
import type { Refinement } from "./refined.js";
import type { Resource } from "./resource.js";
import { seedOf } from "./seed.js";
import type { Step, Taken } from "./sequence.js";

/** How a step differs from an allowed request with its own ids. */
export interface StepOptions extends Pick<Step, "follow" | "goOn"> {
  /** The step that created what this one is about. Default: the step is about the collection. */
  readonly of?: string;
  /** Which of the allowed requests; those of other numbers have other values. */
  readonly n?: number;
  readonly takes?: readonly Taken[];
  readonly credential?: CredentialClass;
}

/** Where sequences over one resource take place: in parents of their own, so that nobody else is there. */
export class Ground {
  readonly resource: Resource;
  readonly planner: Planner;
  /** Creates the parents. */
  readonly steps: readonly Step[];
  readonly #n: number;
  readonly #refinement: Refinement;
  readonly #parents: readonly Taken[];

  /** `n` chooses the values. Parents that cannot be created are taken from those that are known. */
  constructor(options: {
    readonly resource: Resource;
    readonly resources: readonly Resource[];
    readonly planner: Planner;
    readonly n: number;
    readonly freshParents: boolean;
    readonly refinement: Refinement;
  }) {
    const { resource, resources, planner, n, freshParents, refinement } = options;
    this.#refinement = refinement;
    this.resource = resource;
    this.planner = planner;
    this.#n = n;
    // Resources of one kind of parents make each its own ones.
    const ofParents = seedOf(n, resource.collection) & 0x7fff_ffff;
    const steps: Step[] = [];
    const parents: Taken[] = [];
    for (const [, prefix = "", name = ""] of freshParents ? parametersOf(resource.collection) : []) {
      const parent = resources.find(({ collection, parameter }) => collection === prefix && parameter === name);
      if (parent === undefined || planner.isNamed(parent.create, name)) continue;
      const planned = planner.positive(parent.create, ofParents, {
        refinement: { ...refinement, density: refinement.density / 3 },
        without: parents.map(({ into }) => into),
      });
      if ("missing" in planned) continue;
      steps.push({ name: `parent ${name}`, case: planned.case, takes: [...parents] });
      parents.push({ into: { in: "path", name }, what: "id", from: `parent ${name}` });
    }
    this.steps = steps;
    this.#parents = parents;
  }

  /** A step here; undefined if no allowed request can be made. */
  step(name: string, operation: Operation, options: StepOptions = {}): Step | undefined {
    const { of, n = 0, takes = [], credential, follow, goOn } = options;
    const { parameter } = this.resource;
    const own: Taken[] = of === undefined || parameter === undefined ? [] : [this.#id(operation, parameter, of)];
    const others = [...this.#parents, ...own].filter(
      ({ into }) => operation.path.includes(`{${into.name}}`) && !takes.some((each) => each.into.name === into.name),
    );
    const all = [...others, ...takes];
    const planned = this.planner.positive(operation, this.#n + n, {
      refinement: this.#refinement,
      without: all.map(({ into }) => into),
    });
    if ("missing" in planned) return undefined;
    const filled = this.#refinement.density === 1 ? this.#filled(planned.case, operation, this.#n + n) : planned.case;
    const testCase: Case = credential === undefined ? filled : { ...filled, credential };
    return { name, case: testCase, takes: all, ...(follow && { follow }), ...(goOn && { goOn }) };
  }

  /** Reads a list to its end, in pages as large as may be. */
  walk(name: string, list: Operation, options: StepOptions = {}): Step | undefined {
    return this.page(name, list, { ...options, follow: true });
  }

  /** Reads the first page of a list, as large as may be. */
  page(name: string, list: Operation, options: StepOptions = {}): Step | undefined {
    const step = this.step(name, list, options);
    const limit = limitOf(list);
    const most = limit?.schema.kind === "scalar" ? limit.schema.maximum : undefined;
    if (step === undefined || limit === undefined || most === undefined) return step;
    return { ...step, case: withQuery(step.case, limit.name, most) };
  }

  /** The version that a step needs where the operation cannot be called without. */
  version(operation: Operation, from: string): readonly Taken[] {
    const header = versionHeader(operation);
    return header?.required === true ? [{ into: header, what: "etag", from }] : [];
  }

  /** The case with all the members that its body may have. */
  #filled(testCase: Case, operation: Operation, n: number): Case {
    const { body } = testCase;
    if (body?.kind !== "value") return testCase;
    return { ...testCase, body: { ...body, value: filledBody(operation, body.value, this.planner, n) } };
  }

  #id(operation: Operation, name: string, from: string): Taken {
    const pointer = linked(this.resource.create, operation, name);
    return { into: { in: "path", name }, what: "id", from, ...(pointer !== undefined && { pointer }) };
  }
}

/** The header by which an operation is told the version that it is about (RFC 9110, section 13.1.1). */
export function versionHeader({
  parameters,
}: Operation): { in: "header"; name: string; required: boolean } | undefined {
  const found = parameters.find((each) => each.in === "header" && /^if-match$/iu.test(each.name));
  return found === undefined ? undefined : { in: "header", name: found.name, required: found.required };
}

function parametersOf(path: string): readonly RegExpExecArray[] {
  return [...path.matchAll(/(?<=^(.*))\/\{([^{}]+)\}/gu)];
}

/** Where a link of the answer says that an operation's parameter is. */
function linked({ responses }: Operation, operation: Operation, name: string): string | undefined {
  const links = responses.flatMap((response) => response.links).filter((each) => each.operationId === operation.id);
  const expression = links.map(({ parameters }) => parameters[name] ?? parameters[`path.${name}`])[0];
  return /^\$response\.body#(\/.*)$/u.exec(expression ?? "")?.[1];
}
