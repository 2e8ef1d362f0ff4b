/** The exact versions of the peers that are installed on demand, so that `npm ci` stays light. */
export const versions = {
  /** npm. The newest that installs whole. */
  orval: "8.20.0",
  /** npm. */
  kubb: "4.39.3",
  /** PyPI's package `openapi-generator-cli`, which holds the Java archive of Maven Central. */
  openapiGenerator: "7.26.0",
  /** PyPI. */
  openapiPythonClient: "0.29.1",
  /** Go. */
  oapiCodegen: "v2.8.2",
} as const;
