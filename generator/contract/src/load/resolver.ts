import path from "node:path";

import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { Json, JsonObject } from "../model/json.js";
import { isObject, member } from "../util/json-values.js";
import { at, type Cursor, isObjectCursor, placeOfMember } from "./cursor.js";
import type { Files } from "./files.js";
import { isRemote, pointerOf, splitRef, tokensOf } from "./pointer.js";
import type { SourceFile } from "./source-file.js";

/** What a `$ref` names. */
export interface Target {
  readonly cursor: Cursor;
  /** Where it stands in its file, after references on the way were followed. */
  readonly tokens: readonly string[];
  /** Identity: file and pointer. */
  readonly key: string;
}

/** References nested deeper than this are circular in all but name. */
const maxHops = 100;

/** Follows `$ref`s. All files have been loaded before, so nothing here waits or reads. */
export class Resolver {
  readonly #files: Files;
  readonly #diagnostics: Diagnostics;
  readonly #cache = new Map<SourceFile, Map<string, Target | undefined>>();
  readonly #identifiers = new Map<string, Target>();
  #indexed = false;

  constructor(options: { readonly files: Files; readonly diagnostics: Diagnostics }) {
    this.#files = options.files;
    this.#diagnostics = options.diagnostics;
  }

  /** What the `$ref` of `cursor` names, which may itself be a reference. Undefined, with a diagnostic, if nothing. */
  target(cursor: Cursor<JsonObject>, keyword = "$ref"): Target | undefined {
    const ref = member(cursor.value, keyword);
    if (typeof ref !== "string") {
      this.#diagnostics.report("ref-invalid", placeOfMember(cursor, keyword), {});
      return undefined;
    }
    let cache = this.#cache.get(cursor.file);
    if (cache === undefined) this.#cache.set(cursor.file, (cache = new Map()));
    let target = cache.get(ref);
    if (target === undefined && !cache.has(ref)) {
      target = this.#find(cursor.file, ref, 0);
      cache.set(ref, target);
    }
    if (target === undefined)
      this.#diagnostics.report(isRemote(ref) ? "ref-remote" : "ref-unresolved", placeOfMember(cursor, keyword), {
        ref,
      });
    return target;
  }

  /** The first value on the chain of `$ref`s from `cursor` that is no reference; `cursor` itself if it is none. */
  deref(cursor: Cursor | undefined): Cursor | undefined {
    return this.derefTarget(cursor)?.cursor;
  }

  /** As `deref`, with the last reference's target when there was one. */
  derefTarget(cursor: Cursor | undefined): { readonly cursor: Cursor; readonly target?: Target } | undefined {
    if (!isObjectCursor(cursor) || !Object.hasOwn(cursor.value, "$ref")) return cursor && { cursor };
    let current: Cursor = cursor;
    let target: Target | undefined;
    const seen = new Set<string>();
    while (isObjectCursor(current) && Object.hasOwn(current.value, "$ref")) {
      target = this.target(current);
      if (target === undefined) return undefined;
      if (seen.has(target.key)) {
        this.reportCircular(cursor);
        return undefined;
      }
      seen.add(target.key);
      current = target.cursor;
    }
    return target === undefined ? { cursor: current } : { cursor: current, target };
  }

  /** The text of a file that a description refers to; words that are missing stop nobody. */
  text(cursor: Cursor<JsonObject>): string | undefined {
    const ref = member(cursor.value, "$ref");
    if (typeof ref !== "string") return undefined;
    const value = this.#find(cursor.file, ref, 0)?.cursor.value;
    if (typeof value === "string") return value;
    this.#diagnostics.report("description-missing", placeOfMember(cursor, "$ref"), { ref });
    return undefined;
  }

  reportCircular(cursor: Cursor<JsonObject>): void {
    this.#diagnostics.report("ref-circular", placeOfMember(cursor, "$ref"), { ref: String(cursor.value.$ref) });
  }

  #find(from: SourceFile, ref: string, hops: number): Target | undefined {
    if (hops > maxHops) return undefined;
    const { file: name, fragment } = splitRef(ref);
    const remote = isRemote(ref);
    const file =
      name === "" ? from : remote ? undefined : this.#files.get(path.resolve(path.dirname(from.absolute), name));
    const tokens = tokensOf(fragment);
    if (file === undefined || tokens === undefined) return this.#identified(file, ref);
    return this.#walk(file, tokens, hops);
  }

  #walk(file: SourceFile, tokens: readonly string[], hops: number): Target | undefined {
    let value: Json = file.root;
    let line = 1;
    for (let index = 0; index < tokens.length; index += 1) {
      if (isObject(value) && typeof value.$ref === "string" && !Object.hasOwn(value, tokens[index] as string)) {
        const base = this.#find(file, value.$ref, hops + 1);
        if (base === undefined) return undefined;
        return this.#walk(base.cursor.file, [...base.tokens, ...tokens.slice(index)], hops + 1);
      }
      const next: Json | undefined = step(value, tokens[index] as string);
      if (next === undefined) return undefined;
      value = next;
      line = at(file, value, line).line;
    }
    return { cursor: { file, value, line }, tokens, key: `${file.absolute}#${pointerOf(tokens)}` };
  }

  /** JSON Schema's `$id`, `$anchor` and `$dynamicAnchor`, among the files at hand. */
  #identified(file: SourceFile | undefined, ref: string): Target | undefined {
    if (!this.#indexed) this.#index();
    const { fragment } = splitRef(ref);
    if (file !== undefined) return this.#identifiers.get(`${file.absolute}#${fragment}`);
    return this.#identifiers.get(ref.replace(/#$/, ""));
  }

  #index(): void {
    this.#indexed = true;
    for (const file of this.#files.all()) {
      const stack: { readonly value: Json; readonly tokens: readonly string[] }[] = [{ value: file.root, tokens: [] }];
      for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
        if (isObject(top.value)) this.#identify(file, top.value, top.tokens);
        if (typeof top.value !== "object" || top.value === null) continue;
        for (const [key, value] of Object.entries(top.value)) stack.push({ value, tokens: [...top.tokens, key] });
      }
    }
  }

  #identify(file: SourceFile, value: JsonObject, tokens: readonly string[]): void {
    const key = `${file.absolute}#${pointerOf(tokens)}`;
    const target = () => ({ cursor: at(file, value as Json, 1), tokens, key });
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const anchor = member(value, keyword);
      if (typeof anchor === "string") this.#identifiers.set(`${file.absolute}#${anchor}`, target());
    }
    const id = value.$id;
    if (typeof id !== "string") return;
    if (id.startsWith("#")) this.#identifiers.set(`${file.absolute}${id}`, target());
    else this.#identifiers.set(id.replace(/#$/, ""), target());
  }
}

function step(value: Json, token: string): Json | undefined {
  if (isObject(value)) return member(value, token);
  if (Array.isArray(value) && /^\d+$/.test(token)) return value[Number(token)];
  return undefined;
}
