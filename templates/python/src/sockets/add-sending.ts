import { type Code, joined, part, type Part } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import type { Mode } from "../resources/print-method.js";

/** A message that a method of a socket sends, and what it gives back. */
export interface Sending {
  readonly name: string;
  readonly payload: Part;
  readonly answer: Part;
}

/** Adds a method that sends messages: an overload for each, since the name settles the type of the payload. */
export function addSending(
  code: Code,
  {
    method,
    doc,
    mode,
    sendings,
  }: { readonly method: string; readonly doc: string; readonly mode: Mode; readonly sendings: readonly Sending[] },
): void {
  const word = mode === "async" ? "async def" : "def";
  const signature = ({ name, payload, answer }: { readonly name: Part } & Omit<Sending, "name">): Part =>
    part`${word} ${method}(self, name: ${name}, payload: ${payload}, *, timeout: float | None = None) -> ${answer}:`;
  const [first, ...rest] = sendings.map((each) => ({ ...each, name: literalName(each.name) }));
  if (first === undefined) {
    return;
  }
  if (rest.length > 0) {
    for (const each of [first, ...rest]) {
      code.blank().line(part`@${{ name: "overload", from: "typing" }}`);
      code.line(part`${signature(each)} ...`);
    }
  }
  code.blank();
  const answers = new Map(sendings.map(({ answer }) => [JSON.stringify(answer), answer]));
  const answer = joined([...answers.values()], " | ");
  code.line(signature(rest.length === 0 ? first : { name: "str", payload: "object", answer }));
  code.indented(() => {
    const returned = method === "send" ? "" : "return ";
    code.doc(doc);
    code.line(`${returned}${mode === "async" ? "await " : ""}self._${method}(name, payload, timeout)`);
  });
}

function literalName(name: string): Part {
  return part`${{ name: "Literal", from: "typing" }}[${scalar(name)}]`;
}
