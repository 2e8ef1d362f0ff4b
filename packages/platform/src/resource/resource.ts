import type { JsonObject } from "../json/json.js";
import type { Kind, StoredRecord } from "../store/store.js";

/** How records of a kind appear in answers. One constant per resource; all of `src/resource/` works with it. */
export interface Resource<Data extends object, Shown extends JsonObject = JsonObject> {
  readonly kind: Kind<Data>;
  /** For messages: `tunnel`. */
  readonly noun: string;
  /** The record as the contract's schema of the resource. */
  readonly present: (record: StoredRecord<Data>) => Shown;
}

/** What is kept of a resource: its members but those that every record has, and those that are `Derived` from others. */
export type Kept<Shown, Derived extends keyof Shown = never> = Omit<
  Shown,
  "id" | "projectId" | "version" | "createdAt" | "updatedAt" | Derived
>;

/** Which record of a resource. */
export interface At {
  readonly id: string;
  readonly parent?: string;
}
