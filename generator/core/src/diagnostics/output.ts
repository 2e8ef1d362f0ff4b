import type { Diagnostic } from "@parlance/contract";

/** A file in the output folder is in the way of a generated one, and is not the generator's. */
export function fileNotOurs(file: string): Diagnostic {
  return error({
    code: "file-not-ours",
    message: `${file} is in the way: it was not generated, or is no longer in the manifest.`,
    help: "Move it elsewhere, or choose another output folder. Files that are not generated are never replaced.",
    file,
  });
}

/** A generated file no longer has the text that was generated. */
export function fileEdited(file: string): Diagnostic {
  return error({
    code: "file-edited",
    message: `${file} was changed since it was generated.`,
    help: "Move your change out of the generated file, then run again with --force to replace it.",
    file,
  });
}

/** The manifest cannot be read as one, so nobody knows which files are generated. */
export function manifestInvalid(file: string): Diagnostic {
  return error({
    code: "manifest-invalid",
    message: `${file} is not a manifest of this generator.`,
    help: "Restore it from version control; or delete it together with the generated files, and run again.",
    file,
  });
}

/** A system call on the output folder failed. The folder is as it was. */
export function outputUnwritable({ file, reason }: { readonly file: string; readonly reason: string }): Diagnostic {
  return error({
    code: "output-unwritable",
    message: `${file} cannot be written: ${reason}.`,
    help: "Check the path, its permissions and the free space, or choose another output folder. Nothing was changed.",
    file,
  });
}

/** Another run has the output folder. */
export function outputLocked({ file, owner }: { readonly file: string; readonly owner: string }): Diagnostic {
  return error({
    code: "output-locked",
    message: `${file} is being written by another run (${owner}).`,
    help: "Wait until it has ended. If there is none, delete the folder and run again.",
    file,
  });
}

/** After a failure the folder could not be put back. What is needed for it is kept in the staging folder. */
export function outputUnfinished({ file, reason }: { readonly file: string; readonly reason: string }): Diagnostic {
  return error({
    code: "output-unfinished",
    message: `${file} could not be put back as it was: ${reason}.`,
    help: "Remove the cause and run again: the next run first undoes what this one has begun.",
    file,
  });
}

function error({
  file,
  ...rest
}: Pick<Diagnostic, "code" | "message" | "help"> & { readonly file: string }): Diagnostic {
  return { ...rest, severity: "error", place: { file, line: 1 } };
}
