import { profileSchema } from "./profile-schema.js";

/** A mistake as the validator tells it. */
interface Mistake {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
}

/** One sentence about what is wrong in a profile: the place, and what may stand there. */
export function profileMistake(mistakes: readonly Mistake[]): string {
  // The deepest says most; a name that is not known says more than what became of its value.
  const [mistake] = mistakes.toSorted(
    (one, other) =>
      depth(other.instancePath) - depth(one.instancePath) || Number(isUnknown(other)) - Number(isUnknown(one)),
  );
  const { instancePath = "", message = "cannot be read" } = mistake ?? {};
  const place = instancePath === "" ? "the profile" : instancePath;
  if (mistake !== undefined && isUnknown(mistake)) {
    const parent = instancePath.slice(0, instancePath.lastIndexOf("/"));
    const names = schemasAt(parent).flatMap((each) =>
      Object.keys(isMembers(each["properties"]) ? each["properties"] : {}),
    );
    return `${place} is nothing that a profile says; ${parent === "" ? "it" : parent} may have ${names.join(", ")}.`;
  }
  const values = schemasAt(instancePath).flatMap((each) =>
    Array.isArray(each["enum"]) ? each["enum"].map(String) : typeof each["const"] === "string" ? [each["const"]] : [],
  );
  return `${place} ${message}${values.length === 0 ? "" : ` (${values.join(", ")})`}.`;
}

type Members = Readonly<Record<string, unknown>>;

/** The schemas that hold at a place of a profile: several where it may be one or the other. */
function schemasAt(pointer: string): readonly Members[] {
  const steps = pointer.split("/").slice(1);
  return steps
    .reduce<readonly unknown[]>(
      (schemas, step) =>
        schemas.flatMap(arms).flatMap((each) => {
          const { properties, additionalProperties, patternProperties, items } = each;
          const patterns = isMembers(patternProperties) ? Object.values(patternProperties) : [];
          const known = isMembers(properties) ? properties[step] : undefined;
          return [known, ...(known === undefined ? [additionalProperties, ...patterns, items] : [])].filter(isMembers);
        }),
      [profileSchema],
    )
    .flatMap(arms);
}

function arms(schema: unknown): readonly Members[] {
  if (!isMembers(schema)) return [];
  const { anyOf } = schema;
  return Array.isArray(anyOf) ? anyOf.flatMap(arms) : [schema];
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

function isUnknown({ keyword }: Mistake): boolean {
  return keyword === "boolean";
}

function depth(pointer: string): number {
  return pointer.split("/").length;
}
