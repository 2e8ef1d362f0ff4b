import { expect, test } from "vitest";
import { openapi, print } from "./generate.js";
import { havePython, Project } from "./python.js";

/** Builds the package in this folder, installs it into another, and makes a client from there. */
const program = `
import pathlib, subprocess, sys

folder = pathlib.Path(__file__).parent
def run(*command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
run("hatchling", "build", "--target", "wheel", "--directory", "wheels")
(wheel,) = (folder / "wheels").glob("*.whl")
run("pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", "installed", str(wheel))
sys.path.insert(0, str(folder / "installed"))
import acme_sdk
print(acme_sdk.__file__.startswith(str(folder / "installed")), acme_sdk.Acme(), wheel.name)
`;

test.skipIf(!havePython)(
  "the package is built and installed as any other",
  async () => {
    using project = new Project();
    const paths = `/x: { get: { operationId: x.get, responses: { "204": { description: done } } } }`;
    const { files } = await print(`${openapi({ paths })}\nservers: [{ url: "https://acme.example/v1" }]`);
    files.forEach(({ path, text }) => project.write(path, text));
    expect(project.run(program, [], { PYTHONPATH: "" })).toBe(
      "True Acme(url='https://acme.example/v1') acme_sdk-1.0.0-py3-none-any.whl\n",
    );
  },
  120_000,
);
