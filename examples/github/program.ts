/** Reads the issues of a repository with an SDK that `parlance generate` made of GitHub's own OpenAPI document. */
import { Github, isError, NotFoundError, type Issue } from "@github/sdk";
import { issuesGet } from "@github/sdk/operations";

const repository = { owner: "octocat", repo: "hello-world" };

// The address comes from GITHUB_URL; without it, from the document: https://api.github.com.
const github = new Github({
  hooks: { onRetry: (_attempt, { error }) => console.log(`again after ${error.code}`) },
});

// One request a page, made when the page is reached; a failed one is sent again.
let count = 0;
for await (const issue of github.issues.listForRepo({ ...repository, state: "all", per_page: 2 })) {
  count += 1;
  console.log(`#${issue.number} ${issue.title} (${standing(issue)})`);
}
console.log(`${count} issues`);

const { data, headers } = await github.issues.listForRepo({ ...repository, per_page: 2 }).withResponse();
console.log(
  `first page: ${data.items.length} issues, ${data.hasNext ? "more to come" : "the last"}, Link: ${headers.link}`,
);

try {
  await github.issues.get({ ...repository, issue_number: 404 });
} catch (error) {
  if (!(error instanceof NotFoundError) || !isError(issuesGet, error)) throw error;
  console.log(
    `${error.status} ${error.body.message}, see ${error.body.documentation_url} (${error.headers.get("x-github-request-id")})`,
  );
}

/** What the author is to the repository. GitHub may add values that this SDK has never heard of: they arrive as they are. */
function standing({ author_association: association }: Issue): string {
  switch (association) {
    case "OWNER":
    case "MEMBER":
    case "COLLABORATOR":
      return "one of us";
    case "NONE":
    case undefined:
      return "a stranger";
    default:
      return association;
  }
}
