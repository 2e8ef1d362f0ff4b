import type { Plugins } from "@hey-api/openapi-ts";
import { marks } from "./marks.js";
import { unmarkedKey } from "./property-key.js";

type Resolvers = Plugins.HeyApiTypeScript.Resolvers;
type ArrayContext = Parameters<NonNullable<Resolvers["array"]>>[0];
type EnumContext = Parameters<NonNullable<Resolvers["enum"]>>[0];
type ObjectContext = Parameters<NonNullable<Resolvers["object"]>>[0];
type StringContext = Parameters<NonNullable<Resolvers["string"]>>[0];

/** Where the types come from that hey-api does not print. */
const runtime = "@parlance/runtime/codegen/v1";

/** What hey-api's type printer leaves open: open enums, members of a union that are not known, bytes. */
export const resolvers = {
  /** What a server iterates over to answer with a sequence. */
  array({ $, path, plugin, schema, walk }: ArrayContext) {
    const [item] = schema.items ?? [];
    if (schema.format !== marks.sequence || item === undefined) {
      return undefined;
    }
    return $.type("AsyncIterable").generic(walk(item, { path, plugin }).type);
  },

  /** `"a" | "b" | (string & {})` keeps completion for the known values and takes every other. */
  enum({ $, nodes, schema, ...context }: EnumContext) {
    const known = nodes.base({ $, nodes, schema, ...context });
    if (schema.format !== marks.openEnum) {
      return known;
    }
    const bases = new Set((schema.items ?? []).map(({ const: value }) => typeof value));
    const others = (["string", "number"] as const).filter((each) => bases.has(each));
    return $.type.or(known, ...others.map((each) => $.type.and($.type(each), $.type.object())));
  },

  /**
   * `UnknownMember<"type">`, whose tag is no known literal, so that `switch` narrows the members beside it; and
   * `Omit<Room, "id">` for what a caller sends.
   */
  object({ $, path, plugin, schema, walk }: ObjectContext) {
    const [[key, value] = []] = Object.entries(schema.properties ?? {});
    if (key === undefined || value === undefined) {
      return undefined;
    }
    switch (schema.format) {
      case marks.unknownMember: {
        const symbol = plugin.symbolFactory.register("UnknownMember", { external: runtime, kind: "type" });
        return $.type(symbol).generic($.type.literal(unmarkedKey(key)));
      }
      case marks.omit: {
        const names = (schema.required ?? []).map((each) => $.type.literal(each));
        return $.type("Omit").generics(walk(value, { path, plugin }).type, $.type.or(...names));
      }
      default:
        return undefined;
    }
  },

  /** Bytes. hey-api's `Blob | File` says the same in more words: a `File` is a `Blob`. */
  string({ $, schema }: StringContext) {
    return schema.format === "binary" ? $.type("Blob") : undefined;
  },
};
