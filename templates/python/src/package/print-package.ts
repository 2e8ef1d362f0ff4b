import { isSemanticVersion, type NamedContract, type PrintedFile, type PrintOptions } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { header } from "../code/print-module.js";
import { distributionName, importName } from "./package-name.js";

/** The versions of the runtime that generated code stands on: v1 keeps its meaning until the next major one. */
const runtime = "parlance-runtime>=0.1.0,<1";

/** Prints what makes a package of the modules. */
export function printPackage({ contract }: NamedContract, options: PrintOptions): readonly PrintedFile[] {
  const name = importName(options.packageName);
  const { description, summary } = contract.info.docs ?? {};
  const about = (summary ?? description ?? contract.info.title).trim().split("\n")[0] ?? "";
  const lines = [
    header,
    "",
    "[build-system]",
    'requires = ["hatchling>=1.26"]',
    'build-backend = "hatchling.build"',
    "",
    "[project]",
    `name = ${scalar(distributionName(options.packageName))}`,
    `version = ${scalar(pythonVersion(options.packageVersion))}`,
    `description = ${scalar(about)}`,
    'readme = "README.md"',
    'requires-python = ">=3.10"',
    'classifiers = ["Framework :: AsyncIO", "Framework :: Pydantic :: 2", "Typing :: Typed"]',
    `dependencies = [${scalar(runtime)}]`,
    "",
    "[project.optional-dependencies]",
    `signing = [${scalar(runtime.replace("runtime", "runtime[signing]"))}]`,
    "",
    "[tool.hatch.build.targets.wheel]",
    `packages = [${scalar(`src/${name}`)}]`,
    "",
    "[tool.pyright]",
    'include = ["src"]',
    'typeCheckingMode = "strict"',
    'pythonVersion = "3.10"',
  ];
  return [
    { path: "pyproject.toml", text: `${lines.join("\n")}\n` },
    { path: `src/${name}/py.typed`, text: "\n" },
  ];
}

/** A semantic version in Python's spelling (PEP 440): what stands behind a hyphen becomes a local part. */
function pythonVersion(version: string): string {
  const [release = version, rest] = version.split(/-(.*)/su, 2);
  return isSemanticVersion(version) && rest === undefined
    ? version
    : `${release}+${(rest ?? "0").replaceAll(/[^\dA-Za-z]+/gu, ".")}`;
}
