import fc from "fast-check";
import { expect, test } from "vitest";
import {
  camelCase,
  changeLetterCase,
  constantCase,
  kebabCase,
  type LetterCase,
  pascalCase,
  snakeCase,
} from "./letter-case.js";

test("every case spells the same words", () => {
  const name = "list-HTTPServers.byID";
  expect(camelCase(name)).toBe("listHttpServersById");
  expect(pascalCase(name)).toBe("ListHttpServersById");
  expect(snakeCase(name)).toBe("list_http_servers_by_id");
  expect(kebabCase(name)).toBe("list-http-servers-by-id");
  expect(constantCase(name)).toBe("LIST_HTTP_SERVERS_BY_ID");
});

test("digits stay with their word and add no underscore of their own", () => {
  expect(camelCase("address_line_1")).toBe("addressLine1");
  expect(snakeCase("addressLine1")).toBe("address_line1");
  expect(pascalCase("oauth2Token")).toBe("Oauth2Token");
});

test("no small spelling is empty, and spelling it again changes nothing", () => {
  const cases: LetterCase[] = ["snake", "kebab"];
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...cases), (name, letterCase) => {
      const spelled = changeLetterCase(name, letterCase);
      expect(spelled).not.toBe("");
      expect(changeLetterCase(spelled, letterCase)).toBe(spelled);
    }),
  );
});
