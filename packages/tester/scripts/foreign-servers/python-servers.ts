import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, perform, startServer } from "./process.ts";
import { ofChanx, ofHttpbin, ofKinto } from "./explained.ts";
import type { ForeignServer } from "./server.ts";

/** Servers from PyPI, in an environment of their own: `python` is its interpreter's folder. */
export function pythonServers(python: string): readonly ForeignServer[] {
  return [httpbin(python), kinto(python), chanx(python)];
}

function httpbin(python: string): ForeignServer {
  return {
    name: "httpbin 0.10.4",
    title: "answers with what it was asked (Flask), with its own Swagger 2.0 document",
    explained: ofHttpbin,
    async start(folder) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const args = ["-m", "flask", "--app", "httpbin:app", "run", "--port", String(port)];
      const close = await startServer({ command: join(python, "python3"), args, folder, url });
      return { url, openapi: [await save(`${url}/spec.json`, join(folder, "openapi.json"))], asyncapi: [], close };
    },
  };
}

function kinto(python: string): ForeignServer {
  return {
    name: "Kinto 26.5.0",
    title: "Mozilla's store of JSON records (Pyramid), with the Swagger 2.0 document that it serves",
    profile: { skip: ["batch", "__version__"] },
    explained: ofKinto,
    async start(folder) {
      const command = join(python, "kinto");
      const ini = join(folder, "kinto.ini");
      await perform(
        command,
        ["init", "--backend=memory", "--cache-backend=memory", "--host=127.0.0.1", "--ini", ini],
        folder,
      );
      await writeFile(ini, forEveryone(await readFile(ini, "utf8")));
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/v1`;
      const args = ["start", "--ini", ini, "--port", String(port)];
      const close = await startServer({ command, args, folder, url: `${url}/` });
      return { url, openapi: [await save(`${url}/__api__`, join(folder, "openapi.json"))], asyncapi: [], close };
    },
  };
}

/** The document names no security schemes, so that everybody must be let in. */
function forEveryone(ini: string): string {
  return ini
    .replace(/^\s*kinto\.plugins\.accounts$/mu, "")
    .replace(/^multiauth\.policies = .*$/mu, "multiauth.policies =")
    .replace(
      /^kinto\.bucket_create_principals = .*$/mu,
      ["create", "read", "write"].map((right) => `kinto.bucket_${right}_principals = system.Everyone`).join("\n"),
    );
}

function chanx(python: string): ForeignServer {
  return {
    name: "chanx 2.13.0",
    title:
      "a chat over WebSocket (FastAPI): the first program of its README, with the AsyncAPI 3 document that it serves",
    perspective: "server",
    explained: ofChanx,
    async start(folder) {
      await perform(join(python, "python3"), ["-c", firstProgram], folder);
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const args = ["-m", "uvicorn", "main:app", "--port", String(port), "--log-level", "warning"];
      const close = await startServer({ command: join(python, "python3"), args, folder, url: `${url}/asyncapi.json` });
      const asyncapi = [await save(`${url}/asyncapi.json`, join(folder, "asyncapi.json"))];
      return { url, openapi: [await save(`${url}/openapi.json`, join(folder, "openapi.json"))], asyncapi, close };
    },
  };
}

/** Writes the program that the package's own README shows. */
const firstProgram = `
import importlib.metadata, pathlib, re
readme = importlib.metadata.metadata("chanx").get_payload()
blocks = re.findall(r"\`\`\`python\\n(.*?)\`\`\`", readme, re.S)
pathlib.Path("main.py").write_text(next(each for each in blocks if "app = FastAPI()" in each))
`;

async function save(url: string, file: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  await writeFile(file, await response.text());
  return file;
}
