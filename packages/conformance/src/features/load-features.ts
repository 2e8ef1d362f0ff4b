import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { specs } from "../scenario/load-scenarios.js";

/** Something a runtime can do, as `specs/scenarios/features.yaml` has it. */
export interface Feature {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** The name of the vectors that its tests run. */
  readonly vectors?: string;
  /** The test that proves it in each language, from the repository's top. Absent: the scenarios that need it prove it. */
  readonly tests?: Readonly<Record<string, string>>;
}

const folder = join(specs, "scenarios");

/**
 * All features, in the order of the file.
 *
 * @throws Error with the differences from `features.schema.json`, if there are any.
 */
export function loadFeatures(): readonly Feature[] {
  const schema = JSON.parse(readFileSync(join(folder, "features.schema.json"), "utf8")) as object;
  const groups = parse(readFileSync(join(folder, "features.yaml"), "utf8")) as Groups;
  const ajv = new Ajv2020({ allErrors: true });
  if (!ajv.validate(schema, groups)) throw new Error(`features.yaml: ${ajv.errorsText()}`);
  return Object.entries(groups).flatMap(([group, features]) =>
    Object.entries(features).map(([id, feature]) => ({ ...feature, id, group })),
  );
}

type Groups = Readonly<Record<string, Readonly<Record<string, Omit<Feature, "id" | "group">>>>>;
