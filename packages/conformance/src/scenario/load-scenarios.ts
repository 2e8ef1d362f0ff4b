import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Scenario } from "./scenario.js";

/** The folder of the contract and of what proves it. */
export const specs = fileURLToPath(new URL("../../../../specs/", import.meta.url));

const folder = join(specs, "scenarios");

/** A file of `specs/scenarios`, and what is wrong with it. */
export interface ScenarioFile {
  readonly name: string;
  readonly scenario: Scenario;
  /** Differences from `scenario.schema.json`. */
  readonly problems: readonly string[];
}

/** All scenarios, by name. */
export function loadScenarios(): readonly ScenarioFile[] {
  const schema = JSON.parse(readFileSync(join(folder, "scenario.schema.json"), "utf8")) as object;
  const validate = new Ajv2020({ allowUnionTypes: true, allErrors: true }).compile(schema);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && file !== "features.yaml")
    .toSorted()
    .map((file) => {
      const value = parse(readFileSync(join(folder, file), "utf8")) as unknown;
      validate(value);
      const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
      return { name: basename(file, ".yaml"), scenario: value as Scenario, problems };
    });
}
