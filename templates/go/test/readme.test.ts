import { fileURLToPath } from "node:url";
import { readContract } from "@parlance/contract";
import { expect, test } from "vitest";
import { go } from "../src/go.js";
import { options } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

const documents = ["openapi.yaml", "asyncapi.yaml"].map((each) =>
  fileURLToPath(new URL(`../../../specs/${each}`, import.meta.url)),
);

test.skipIf(!haveGo)(
  "the programs of the README compile",
  async () => {
    using workspace = new Workspace();
    const { contract } = await readContract({ documents });
    if (contract === undefined) {
      throw new Error("The platform's documents cannot be read");
    }
    const { files } = await go.print(contract, options);
    workspace.add("sdk", files);
    const readme = files.find(({ path }) => path === "README.md")?.text ?? "";
    const [first = "", ...others] = [...readme.matchAll(/```go\n(.*?)```/gsu)].map(([, text = ""]) => text);
    workspace.write("sdk/first/main.go", first);
    others.forEach((text, index) => workspace.write(`sdk/further${index}/main.go`, inProgram(text)));
    expect(others.length).toBeGreaterThan(2);
    expect(workspace.vet()).toEqual([]);
  },
  180_000,
);

/** Statements that go on with the client of the first program. */
function inProgram(statements: string): string {
  const used = [...statements.matchAll(/^(\w+)(?:, err)? :?= /gmu)].map(([, name = ""]) => name);
  return `package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	acme "acme.example/sdk"
	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

var (
	_ = errors.As
	_ = log.Fatal
	_ *runtime.Client
	_ *realtime.Client
)

func use(ctx context.Context, client *acme.Client) {
${statements.trimEnd()}
	fmt.Println(${[...used, "ctx"].join(", ")})
}

func main() { use(context.Background(), nil) }
`;
}
