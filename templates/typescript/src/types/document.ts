import type { JsonObject } from "@parlance/contract";

/** A schema as OpenAPI 3.1 writes it. */
export type SchemaDocument = JsonObject;
