import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generatorHost } from "./generator-host.js";
import { repository, template } from "./repository.js";
import { type Ended, run } from "./run.js";

/** What `test-host/generate.js` is told. */
export interface Generation {
  /** Path of the document; or its text, which the generator then gets without a path. */
  readonly document?: string;
  readonly text?: string;
  /** One SDK for each. */
  readonly parameters: readonly Readonly<Record<string, string>>[];
  /** Options of the generator. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A project of a user who has installed the generator and the template. */
export class UserProject implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  /** Makes one in a folder of its own. The template is what npm would publish of it. */
  static async make(): Promise<UserProject> {
    const folder = await mkdtemp(join(tmpdir(), "parlance-asyncapi-"));
    const host = await generatorHost();
    await link(folder, "@asyncapi/generator", join(host, "node_modules"));
    const { files, dependencies } = await manifest();
    for (const name of Object.keys(dependencies)) await link(folder, name, join(repository, "node_modules"));
    const installed = join(folder, "node_modules/@parlance/template-asyncapi");
    for (const path of ["package.json", ...files]) {
      await cp(join(template, path), join(installed, path), { recursive: true });
    }
    await cp(join(template, "test-host/generate.js"), join(folder, "generate.mjs"));
    return new UserProject(folder);
  }

  /** Runs the generator; what it writes is in `generated/<language>`. */
  generate(generation: Generation): Promise<Ended> {
    return run(this.folder, process.execPath, ["generate.mjs", JSON.stringify(generation)]);
  }

  /** Runs `parlance generate`. */
  parlance(parameters: readonly string[]): Promise<Ended> {
    const command = join(repository, "node_modules/parlance/bin/parlance.js");
    return run(this.folder, process.execPath, [command, "generate", ...parameters]);
  }

  /** Removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function manifest(): Promise<{ files: readonly string[]; dependencies: Readonly<Record<string, string>> }> {
  return JSON.parse(await readFile(join(template, "package.json"), "utf8")) as Awaited<ReturnType<typeof manifest>>;
}

async function link(folder: string, name: string, modules: string): Promise<void> {
  const place = join(folder, "node_modules", name);
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(modules, name), place, "junction");
}
