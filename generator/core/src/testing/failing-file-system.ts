import { type FileSystem, nodeFileSystem } from "../write/file-system.js";

/** Calls that change something: the ones a disk can refuse. */
const writing = ["copyFile", "mkdir", "rename", "rm", "rmdir", "unlink", "utimes", "writeFile"] as const;

/**
 * The real file system, whose writing call number `failing` (from 1) fails. With `forever`, every later one fails too: to
 * the disk that is a process that was killed at this call.
 */
export function failingFileSystem({ failing, forever }: { failing: number; forever: boolean }): {
  readonly fs: FileSystem;
  /** Writing calls so far. */
  calls(): number;
} {
  let calls = 0;
  const guard = new Proxy(nodeFileSystem, {
    get(target, name: keyof FileSystem) {
      const call = target[name];
      if (!(writing as readonly string[]).includes(name)) {
        return call;
      }
      return (...parameters: unknown[]): unknown => {
        calls += 1;
        if (calls === failing || (forever && calls > failing)) {
          return Promise.reject(
            Object.assign(new Error(`EIO: i/o error, ${name}`), { code: "EIO", syscall: name, path: parameters[0] }),
          );
        }
        return Reflect.apply(call, target, parameters);
      };
    },
  });
  return { fs: guard, calls: () => calls };
}
