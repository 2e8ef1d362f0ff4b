import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { python } from "../src/python.js";
import { options, read } from "./generate.js";
import { havePython, Project } from "./python.js";

const specs = ["../../../specs/openapi.yaml", "../../../specs/asyncapi.yaml"].map((each) =>
  fileURLToPath(new URL(each, import.meta.url)),
);

test.skipIf(!havePython)(
  "the programs of the README are as strict as everything else",
  async () => {
    using project = new Project();
    const { contract } = await read(...specs);
    if (contract === undefined) {
      throw new Error("The platform's documents cannot be read");
    }
    const { files } = await python.print(contract, options);
    project.add(files);
    const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
    const programs = [...readme.matchAll(/```python\n(.*?)```/gsu)].map(([, text = ""]) => text);
    // Those after the first go on with its client.
    const [first = ""] = programs;
    programs.forEach((text, index) =>
      project.write(
        `readme_${index}.py`,
        text.includes("import ") && text.includes("async def") ? text : `${index === 0 ? "" : first}\n${text}`,
      ),
    );
    expect(programs.length).toBeGreaterThan(5);
    expect(readme).toContain("## Events");
    expect(readme).toContain("`subscribe(handler, on_gap=…)`");
    expect(project.typecheck()).toEqual([]);
  },
  120_000,
);
