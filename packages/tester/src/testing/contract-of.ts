import { type Contract, readContract } from "@parlance/contract";

/** Texts of documents by the names of their files. */
type Texts = Readonly<Record<string, string>>;

/** Documents that a test has as text. */
export interface TestDocuments {
  readonly openapi?: Texts;
  readonly asyncapi?: Texts;
  /** What the others refer to. */
  readonly beside?: Texts;
}

/** The contract of a test's own documents. Throws with what is wrong in them. */
export async function contractOf({ openapi = {}, asyncapi = {}, beside = {} }: TestDocuments): Promise<Contract> {
  const { contract, diagnostics } = await readContract({
    openapi: Object.keys(openapi),
    asyncapi: Object.keys(asyncapi),
    texts: { ...openapi, ...asyncapi, ...beside },
  });
  if (contract === undefined) throw new Error(JSON.stringify(diagnostics));
  return contract;
}
