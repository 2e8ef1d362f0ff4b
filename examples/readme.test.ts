import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = import.meta.dirname;
const systems = "{rstream,privmx,lattestream,smarterservices,signalwire}";

it("The table of programs names every program of every language once", () => {
  const programs = [
    "src/*.ts",
    `${systems}/*.ts`,
    "python/*.py",
    `python/${systems}/*.py`,
    "go/first_steps/main.go",
    `go/${systems}/*/main.go`,
  ].flatMap((pattern) => globSync(pattern, { cwd: folder }).map((path) => path.replaceAll("\\", "/")));
  const table = readFileSync(join(folder, "README.md"), "utf8").matchAll(/\[(?:ts|py|go)\]\((?<path>[^)]+)\)/gu);
  expect([...table].map(({ groups }) => groups?.["path"]).toSorted()).toEqual(programs.toSorted());
});
