import type { JsonObject } from "../json/json.js";

/** A value that a condition compares with. */
export type FilterScalar = string | number | boolean | null;

/** One operator on one path, ready to be evaluated. */
export type FilterOperator =
  | { readonly operator: "eq" | "ne"; readonly value: FilterScalar }
  | { readonly operator: "in" | "nin"; readonly values: readonly FilterScalar[] }
  | { readonly operator: "prefix"; readonly value: string }
  | { readonly operator: "matches"; readonly test: (text: string) => boolean }
  | { readonly operator: "gt" | "gte" | "lt" | "lte"; readonly value: string | number }
  | { readonly operator: "exists"; readonly value: boolean };

/** A filter in the form in which it is evaluated. */
export type Filter =
  | { readonly kind: "all" | "any"; readonly filters: readonly Filter[] }
  | { readonly kind: "not"; readonly filter: Filter }
  | {
      readonly kind: "path";
      readonly path: readonly string[];
      readonly name: string;
      readonly operators: readonly FilterOperator[];
    };

/** What a filter is evaluated on. */
export type FilterSubject = JsonObject;
