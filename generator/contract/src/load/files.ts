import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

import type { Diagnostics } from "../diagnostics/diagnostics.js";
import type { Place } from "../model/place.js";
import type { Finding } from "./finding.js";
import { limits } from "./limits.js";
import { ParseFailure } from "./parse-failure.js";
import { parseJson } from "./parse-json.js";
import { parseYaml } from "./parse-yaml.js";
import type { Parsed } from "./parsed.js";
import type { Dialect, SourceFile } from "./source-file.js";

/** A file that was read, and the digest by which a cache can tell whether it changed. */
export interface ReadFile {
  /** As shown in places. */
  readonly path: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The files of one run: each is read and parsed once, whoever asks for it. */
export class Files {
  readonly #cwd: string;
  readonly #diagnostics: Diagnostics;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #byPath = new Map<string, Promise<SourceFile | undefined>>();
  readonly #parsed = new Map<string, SourceFile>();
  readonly #read: ReadFile[] = [];

  constructor(options: {
    readonly cwd: string;
    readonly diagnostics: Diagnostics;
    /** Files that are read from here instead of from the disk. */
    readonly texts?: Readonly<Record<string, string>>;
  }) {
    this.#cwd = options.cwd;
    this.#diagnostics = options.diagnostics;
    const texts = Object.entries(options.texts ?? {});
    this.#texts = new Map(texts.map(([file, text]) => [path.resolve(this.#cwd, file), text]));
  }

  /** Every file that was read, in reading order. */
  get read(): readonly ReadFile[] {
    return this.#read;
  }

  /** A file that has been loaded, by its absolute path. */
  get(absolute: string): SourceFile | undefined {
    return this.#parsed.get(absolute);
  }

  /** All that have been parsed. */
  all(): Iterable<SourceFile> {
    return this.#parsed.values();
  }

  /** The whole text of a file that has been loaded. */
  async text(absolute: string): Promise<string> {
    return this.#texts.get(absolute) ?? (await readFile(absolute, "utf8"));
  }

  /** Loads a file that the user named. Undefined, with diagnostics, if it cannot be used. */
  entry(file: string): Promise<SourceFile | undefined> {
    const absolute = path.resolve(this.#cwd, file);
    const inside = path.relative(this.#cwd, absolute);
    const shown = inside.startsWith("..") || path.isAbsolute(inside) ? path.normalize(file) : inside;
    const unix = shown.split(path.sep).join("/");
    return this.#load(absolute, unix, { dialect: "json-schema" });
  }

  /**
   * Loads a file that `from` refers to on a line; a file that is missing is reported by whoever resolves the reference.
   */
  referenced(from: SourceFile, reference: string, line: number): Promise<SourceFile | undefined> {
    const absolute = path.resolve(path.dirname(from.absolute), reference);
    const shown = path.posix.isAbsolute(reference)
      ? path.posix.normalize(reference)
      : path.posix.join(path.posix.dirname(from.path), reference);
    return this.#load(absolute, shown, { from: { file: from.path, line }, dialect: from.dialect });
  }

  #load(absolute: string, shown: string, options: LoadOptions): Promise<SourceFile | undefined> {
    let loading = this.#byPath.get(absolute);
    if (loading === undefined) {
      loading = this.#readAndParse(absolute, shown, options);
      this.#byPath.set(absolute, loading);
    }
    return loading;
  }

  async #readAndParse(absolute: string, shown: string, options: LoadOptions): Promise<SourceFile | undefined> {
    const text = await this.#text(absolute, shown, options.from);
    if (text === undefined) return undefined;
    const language = languageOf(text, shown);
    try {
      const { findings, ...parsed } = parsers[language](text);
      this.#report(findings, shown);
      const file: SourceFile = { path: shown, absolute, ...parsed, dialect: options.dialect };
      this.#parsed.set(absolute, file);
      return file;
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      this.#explain(error, { file: shown, language });
      return undefined;
    }
  }

  #report(findings: readonly Finding[], file: string): void {
    for (const finding of findings) {
      const place = { file, line: finding.line };
      if (finding.code === "key-repeated") this.#diagnostics.report(finding.code, place, { key: finding.key });
      else this.#diagnostics.report(finding.code, place, { file });
    }
  }

  #explain(failure: ParseFailure, parameters: { readonly file: string; readonly language: string }): void {
    const place = { file: parameters.file, line: failure.line };
    switch (failure.code) {
      case "syntax-invalid":
        return this.#diagnostics.report(failure.code, place, { ...parameters, reason: failure.message });
      case "nesting-too-deep":
        return this.#diagnostics.report(failure.code, place, { limit: limits.depth });
      case "expansion-too-large":
        return this.#diagnostics.report(failure.code, place, { limit: limits.expandedNodes });
      case "alias-circular":
        return this.#diagnostics.report(failure.code, place, {});
    }
  }

  async #text(absolute: string, shown: string, from: Place | undefined): Promise<string | undefined> {
    const here = { file: shown, line: 1 };
    try {
      const given = this.#given(absolute);
      const info = given ?? (await stat(absolute));
      if (!info.isFile()) {
        this.#diagnostics.report("file-unreadable", from ?? here, { file: shown, reason: "it is no file" });
      } else if (info.size > limits.fileBytes) {
        this.#diagnostics.report("file-too-large", here, { file: shown, size: info.size, limit: limits.fileBytes });
      } else {
        const text = this.#decode(given?.bytes ?? (await readFile(absolute)), shown);
        if (text === undefined || text.trim() !== "") return text;
        this.#diagnostics.report("file-empty", here, { file: shown });
      }
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      if (code !== "ENOENT" && code !== "ENOTDIR")
        this.#diagnostics.report("file-unreadable", from ?? here, { file: shown, reason: code });
      else if (from === undefined) this.#diagnostics.report("file-missing", here, { file: shown });
    }
    return undefined;
  }

  /** A file that the caller holds, in the form of one on the disk. */
  #given(absolute: string): { readonly bytes: Buffer; readonly size: number; isFile(): boolean } | undefined {
    const text = this.#texts.get(absolute);
    if (text === undefined) return undefined;
    const bytes = Buffer.from(text);
    return { bytes, size: bytes.length, isFile: () => true };
  }

  #decode(bytes: Buffer, shown: string): string | undefined {
    this.#read.push({ path: shown, sha256: createHash("sha256").update(bytes).digest("hex") });
    const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
    if (isUtf8(bytes)) return text;
    const line = text.slice(0, text.indexOf("\uFFFD")).split("\n").length;
    this.#diagnostics.report("encoding-invalid", { file: shown, line }, { file: shown });
    return undefined;
  }
}

/** How to load a file. */
interface LoadOptions {
  /** Where a document refers to it; absent if the user named it. */
  readonly from?: Place;
  readonly dialect: Dialect;
}

const parsers = { JSON: parseJson, YAML: parseYaml, text: parseText };

/** Files that are named like neither language are texts, e.g. a description in Markdown, unless they look like JSON. */
function languageOf(text: string, file: string): keyof typeof parsers {
  const extension = path.posix.extname(file).toLowerCase();
  if (extension === ".yaml" || extension === ".yml") return "YAML";
  if (extension === ".json" || /^\s*[{[]/.test(text.slice(0, 1024))) return "JSON";
  return extension === "" || /^\s*(openapi|swagger|asyncapi)\s*:/m.test(text) ? "YAML" : "text";
}

function parseText(text: string): Parsed {
  return { root: text, lines: { nodes: new Map(), scalars: () => new Map() }, findings: [] };
}
