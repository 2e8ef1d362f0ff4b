import { expect, test } from "vitest";
import { Code } from "./code.js";
import type { CodeSyntax } from "./code-syntax.js";
import { joined, part } from "./part-template.js";

const syntax: CodeSyntax = {
  indent: "  ",
  imports: (imports) =>
    imports.map(({ name, local, from, typeOnly }) => {
      return `use ${typeOnly === true ? "type " : ""}${name === local ? name : `${name} as ${local}`} from ${from}`;
    }),
  comment: (lines) => lines.map((line) => `# ${line}`.trimEnd()),
};

const page = { name: "Page", from: "runtime" };

test("Code indents blocks and ends with one line end", () => {
  const code = new Code(syntax);
  code.block("class A {", "}", (body) => body.line("a: ", "string;").blank().line("b: number;"));
  expect(code.print()).toBe("class A {\n  a: string;\n\n  b: number;\n}\n");
});

test("Code keeps the lines of a text together at its indentation", () => {
  const code = new Code(syntax).indented((inner) => inner.line(part`a(\nb\n)`));
  expect(code.print()).toBe("  a(\n  b\n  )\n");
});

test("Code never prints two empty lines in a row, nor one at the beginning or end", () => {
  expect(new Code(syntax).blank().line("a").blank().blank().line("b").blank().print()).toBe("a\n\nb\n");
});

test("Code imports each symbol once, sorted by where it comes from", () => {
  const call = { name: "Call", from: "kernel" };
  const code = new Code(syntax).line(part`list(): ${page}<${joined([call, call], ", ")}>`);
  expect(code.print(["// made"])).toBe(
    "// made\n\nuse Call from kernel\nuse Page from runtime\n\nlist(): Page<Call, Call>\n",
  );
});

test("Code imports a symbol as a value as soon as one use is a value", () => {
  const code = new Code(syntax).line({ ...page, typeOnly: true }).line(page);
  expect(code.print()).toBe("use Page from runtime\n\nPage\nPage\n");
});

test("Code gives an imported symbol another name where the file declares its own, even later", () => {
  const code = new Code(syntax).line(page).declare("Page").line({ name: "Page", from: "other" });
  expect(code.print()).toBe("use Page as Page3 from other\nuse Page as Page2 from runtime\n\nPage2\nPage3\n");
});

test("Code imports a module once for all its qualified symbols", () => {
  const json = (name: string) => ({ name, from: "encoding/json", qualifier: "json" });
  const code = new Code({ ...syntax, imports: (imports) => imports.map(({ from, local }) => `${local} ${from}`) });
  code.declare("json").line(json("Marshal"), "; ", json("Unmarshal"));
  expect(code.print()).toBe("json2 encoding/json\n\njson2.Marshal; json2.Unmarshal\n");
});

test("Code prints a doc comment, and none for blank text", () => {
  const code = new Code(syntax).doc("One.\r\n\r\nTwo.  \n").doc(undefined).doc("  ").line("a");
  expect(code.print()).toBe("# One.\n#\n# Two.\na\n");
});

test("Code appends another with its indentation, imports and declared names", () => {
  const inner = new Code(syntax).declare("Page").block("x {", "}", (code) => code.line(page));
  const outer = new Code(syntax).indented((code) => code.append(inner));
  expect(outer.print()).toBe("use Page as Page2 from runtime\n\n  x {\n    Page2\n  }\n");
});
