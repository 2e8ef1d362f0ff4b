const api = "https://api.github.com";
const site = "https://github.com";

/** What differs from issue to issue. */
export interface IssueTraits {
  readonly title: string;
  readonly author_association: string;
}

/** An issue with all members that GitHub's schema requires and most that it sends. */
export function issue(number: number, traits: IssueTraits): object {
  const url = `${api}/repos/octocat/hello-world/issues/${number}`;
  return {
    id: 3_000_000 + number,
    node_id: `I_kwDOABcD${number}`,
    url,
    repository_url: `${api}/repos/octocat/hello-world`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${site}/octocat/hello-world/issues/${number}`,
    number,
    state: "open",
    state_reason: null,
    body: null,
    user: user("octocat"),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    closed_at: null,
    created_at: "2026-03-01T09:00:00Z",
    updated_at: "2026-03-02T10:30:00Z",
    timeline_url: `${url}/timeline`,
    ...traits,
  };
}

function user(login: string): object {
  const url = `${api}/users/${login}`;
  return {
    login,
    id: 583_231,
    node_id: "MDQ6VXNlcjU4MzIzMQ==",
    avatar_url: "https://avatars.githubusercontent.com/u/583231?v=4",
    gravatar_id: "",
    url,
    html_url: `${site}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: "User",
    site_admin: false,
  };
}

/** The body of a 404. */
export const notFound = {
  message: "Not Found",
  documentation_url: "https://docs.github.com/rest/issues/issues#get-an-issue",
  status: "404",
};

/** The body of a 429. */
export const rateLimited = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  documentation_url: "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
};
