import type { CredentialKinds, PrintOptions } from "@parlance/generator";
import { distributionName } from "./package-name.js";

/** What a README says of credentials: the option of each kind that the contract has, and the environment variables. */
export function credentialsText(client: string, kinds: CredentialKinds, options: PrintOptions): string {
  const { token, basic, apiKeys, application } = kinds;
  const names = ["URL", ...(token ? ["TOKEN"] : []), ...(application ? ["CLIENT_ID", "CLIENT_SECRET"] : [])];
  const ways = [
    ...(token ? [`\`${client}(token=…)\` a bearer token, or a function that gets one`] : []),
    ...(apiKeys.length > 0
      ? [
          `\`${client}(api_key=…)\` an API key, or the keys by scheme (${apiKeys.map((name) => `\`${name}\``).join(", ")})`,
        ]
      : []),
    ...(basic ? [`\`${client}(username=…, password=…)\` basic authentication`] : []),
    ...(application ? [`\`${client}(client_id=…, client_secret=…)\` an application that signs its tokens`] : []),
  ];
  const given = ways.length > 0 ? `Credentials are options of the client: ${ways.join("; ")}. ` : "";
  const variables = names.map((name) => `\`${options.environmentPrefix}_${name}\``).join(", ");
  const signing = ` An application's tokens are signed with \`pip install "${distributionName(options.packageName)}[signing]"\`.`;
  return `${given}What is left out comes from the environment: ${variables}.${application ? signing : ""}`;
}
