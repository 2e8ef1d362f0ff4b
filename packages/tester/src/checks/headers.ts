import { headerValues } from "../run/exchange.js";
import { type Check, expectThat, fail, pass } from "./check.js";
import { declaredOf } from "./declared.js";
import { headerReadings } from "./header-readings.js";

const headersPresent: Check = {
  id: "headers-present",
  title: "Headers that an answer must have are there",
  source: "OpenAPI 3.1, Header Object",
  look(exchange) {
    const required = declaredOf(exchange)?.headers.filter((each) => each.required) ?? [];
    if (required.length === 0) return undefined;
    const names = required.map(({ name }) => name);
    const missing = names.filter((name) => headerValues(exchange.outcome, name).length === 0);
    return expectThat(missing.length === 0, () => `Headers are missing: ${missing.join(", ")}.`);
  },
};

const headerSchema: Check = {
  id: "header-schema",
  title: "Headers are what their schemas say",
  source: "OpenAPI 3.1, Header Object",
  look(exchange, { answers }) {
    const declared = declaredOf(exchange)?.headers ?? [];
    const present = declared.flatMap((header) =>
      headerValues(exchange.outcome, header.name).map((text) => ({ ...header, text })),
    );
    if (present.length === 0) return undefined;
    const wrong = present.find(
      ({ schema, text }) => !headerReadings(text).some((value) => answers.isValid(schema, value)),
    );
    return wrong === undefined ? pass : fail(`Header ${wrong.name} is "${wrong.text}", which its schema refuses.`);
  },
};

/** The checks of an answer's headers. */
export const headerChecks: readonly Check[] = [headersPresent, headerSchema];
