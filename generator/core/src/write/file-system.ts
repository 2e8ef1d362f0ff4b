import * as fs from "node:fs/promises";

/** What the writer asks of a file system: a part of `node:fs/promises`, so that tests can make any call fail. */
export type FileSystem = Pick<
  typeof fs,
  | "copyFile"
  | "lstat"
  | "mkdir"
  | "readdir"
  | "readFile"
  | "rename"
  | "rm"
  | "rmdir"
  | "unlink"
  | "utimes"
  | "writeFile"
>;

/** The real one. */
export const nodeFileSystem: FileSystem = fs;

/** The code of a failed system call, such as `ENOENT`; undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** Message and path of a failed system call. Throws anything else again: it is a defect, not the system's state. */
export function systemFailure(error: unknown): { readonly message: string; readonly path: string | undefined } {
  if (!(error instanceof Error) || systemCode(error) === undefined) {
    throw error;
  }
  return { message: error.message, path: "path" in error && typeof error.path === "string" ? error.path : undefined };
}

/** The result, or undefined if the file is not there. */
export async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) {
      return undefined;
    }
    throw error;
  }
}

/** Waits, and lets a failed system call pass: for tidying up that the next run would do as well. */
export async function ignoreSystemErrors(result: Promise<unknown>): Promise<void> {
  try {
    await result;
  } catch (error) {
    if (systemCode(error) === undefined) {
      throw error;
    }
  }
}
