import type { Diagnostics } from "../../diagnostics/diagnostics.js";
import { placeOf } from "../../load/cursor.js";
import type { Target } from "../../load/resolver.js";
import type { NamedSchema, Schema } from "../../model/schema.js";
import { compare } from "../../util/compare.js";
import { nameOfTarget, type TargetName } from "./name-of-target.js";
import { sameSchema } from "./same-schema.js";

interface Entry {
  readonly name: string;
  readonly target: Target;
  schema?: Schema;
}

/** The one namespace of schemas: REST and events share it. */
export class SchemaRegistry {
  readonly #byKey = new Map<string, Entry>();
  readonly #byName = new Map<string, Entry[]>();
  readonly #queue: Entry[] = [];
  readonly #claims = new Map<string, string>();

  /** Gives a schema that is a whole file the name of a component; the first to ask has it, and none if it is known already. */
  claim(file: Target, name: string): void {
    if (!this.#claims.has(file.key) && !this.#byKey.has(file.key)) this.#claims.set(file.key, name);
  }

  /** The name that the author gave a target, or that was made from where it stands. */
  ownName(target: Target): TargetName {
    const claimed = this.#claims.get(target.key);
    return claimed === undefined ? nameOfTarget(target) : { name: claimed, chosen: true };
  }

  /**
   * The name under which a target is known; new ones are queued to be read by `drain`. `suggested` is for schemas that
   * their author did not name; it gives way to a name that is taken.
   */
  nameOf(target: Target, suggested?: string): string {
    const known = this.#byKey.get(target.key);
    if (known !== undefined) return known.name;
    const { name, chosen } = suggested === undefined ? this.ownName(target) : nameOfTarget(target, suggested);
    const entry = { name: chosen ? name : this.#free(name), target };
    this.#byKey.set(target.key, entry);
    const namesakes = this.#byName.get(entry.name);
    if (namesakes === undefined) this.#byName.set(entry.name, [entry]);
    else namesakes.push(entry);
    this.#queue.push(entry);
    return entry.name;
  }

  #free(name: string): string {
    let free = name;
    for (let count = 2; this.#byName.has(free); count += 1) free = `${name}_${count}`;
    return free;
  }

  /** Reads all schemas that were named, and those that are named meanwhile. */
  drain(read: (target: Target, name: string) => Schema): void {
    for (let entry = this.#queue.shift(); entry !== undefined; entry = this.#queue.shift())
      entry.schema = read(entry.target, entry.name);
  }

  /** Names of all schemas, in the order in which they were met. */
  names(): Iterable<string> {
    return this.#byName.keys();
  }

  get(name: string): Schema | undefined {
    return this.#byName.get(name)?.[0]?.schema;
  }

  /** All schemas by name. Two that differ and share a name are reported. */
  finish(diagnostics: Diagnostics): NamedSchema[] {
    const named: NamedSchema[] = [];
    for (const [name, [first, ...others]] of this.#byName) {
      if (first?.schema === undefined) continue;
      named.push({ name, schema: first.schema });
      for (const other of others) {
        if (other.schema === undefined || sameSchema(first.schema, other.schema)) continue;
        const { file, line } = placeOf(first.target.cursor);
        diagnostics.report("schema-name-clash", placeOf(other.target.cursor), { name, other: `${file}:${line}` });
      }
    }
    return named.toSorted((a, b) => compare(a.name, b.name));
  }
}
