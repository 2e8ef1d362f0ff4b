import type { Profile } from "@parlance/tester";

/** The profile that a file of the user's holds, with secrets of the environment; without a file an empty one. Throws `TesterError`. */
export async function profileOf(file: string | undefined): Promise<Profile> {
  const { emptyProfile, readProfile } = await import("@parlance/tester");
  return file === undefined ? emptyProfile : readProfile(file, process.env);
}
