import type { Json } from "../model/json.js";

/** Which rules the schemas of a file follow. */
export type Dialect = "openapi-2.0" | "openapi-3.0" | "json-schema";

/** Lines of the nodes of a parsed file, counted from 1. */
export interface Lines {
  /** Line on which each object or list begins: that of its key where it has one. */
  readonly nodes: Map<object, number>;
  /** Lines of the members that are neither objects nor lists. Made on demand: only diagnostics ask for them. */
  scalars(): ReadonlyMap<object, ReadonlyMap<string, number>>;
}

/** A file that was read and parsed. */
export interface SourceFile {
  /** The path shown in places: as the user named it, with `/`. */
  readonly path: string;
  /** Absolute path: the file's identity. */
  readonly absolute: string;
  readonly root: Json;
  readonly lines: Lines;
  dialect: Dialect;
}
