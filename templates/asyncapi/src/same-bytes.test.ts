import { join, relative } from "node:path";
import { languages } from "parlance/languages";
import { beforeAll, describe, expect, test } from "vitest";
import { corpus } from "./testing/corpus.js";
import { filesOf } from "./testing/files-of.js";
import { generatorHost } from "./testing/generator-host.js";
import { repository } from "./testing/repository.js";
import { UserProject } from "./testing/user-project.js";

const own = join(repository, "specs/asyncapi.yaml");

beforeAll(async () => void (await generatorHost()));

describe.each([own, ...corpus()].map((document) => [relative(repository, document), document]))("%s", (_, document) => {
  test("becomes the same bytes in every language", async () => {
    await using project = await UserProject.make();
    const generated = await project.generate({ document, parameters: languages.map((language) => ({ language })) });
    expect(generated).toMatchObject({ code: 0 });
    const command = ["--asyncapi", document, "--language", languages.join(), "--out", "expected"];
    expect(await project.parlance(command)).toMatchObject({ code: 0 });
    for (const language of languages) {
      const expected = await filesOf(join(project.folder, "expected", language));
      expect(await filesOf(join(project.folder, "generated", language))).toEqual(expected);
    }
  });
});
