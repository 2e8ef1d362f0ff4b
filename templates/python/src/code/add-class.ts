import { type Code, part, type Part } from "@parlance/generator";

/** Adds a class, with the two empty lines before it that PEP 8 asks for; one of them is there after imports. */
export function addClass(
  code: Code,
  { name, base, doc }: { readonly name: string; readonly base?: Part; readonly doc: string | undefined },
  body: () => void,
): void {
  code.declare(name).blank().line("");
  code.line(base === undefined ? `class ${name}:` : part`class ${name}(${base}):`).indented(() => {
    code.doc(doc);
    body();
  });
  code.blank();
}
