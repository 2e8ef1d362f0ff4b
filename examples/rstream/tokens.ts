/** Short-lived tokens and what happens when one expires; the clocks of platform and SDK are turned instead of waited for. */
import assert from "node:assert/strict";
import { createPlatform } from "@parlance/platform";
import { VirtualClock } from "@parlance/runtime/testing";
import { createToken, Parlance, UnauthorizedError } from "@parlance/sdk";

const clock = new VirtualClock(Date.now());
const platform = await createPlatform({ clock: () => clock.now() });
try {
  const tokens = new Set<string | null>();
  const parlance = new Parlance({
    url: platform.url,
    ...platform.application,
    clock,
    hooks: { onRequest: ({ headers }) => void tokens.add(headers.get("authorization")) },
  });

  // Signed here, without a call; 60 seconds unless told otherwise.
  const short = await createToken(parlance);
  const asked = await createToken(parlance, { lifetimeSeconds: 60 });
  for (const { token } of [short, asked]) {
    const { active, exp = 0, iat = 0 } = await parlance.tokens.introspect({ body: { token } });
    assert(active);
    assert.equal(exp - iat, 60);
  }
  console.log("With and without a lifetime of 60 s: a token for 60 s");

  const holder = new Parlance({ url: platform.url, token: short.token, clock });
  await holder.tunnels.list();
  clock.advance(120_000);
  await assert.rejects(holder.tunnels.list(), (error) => {
    assert(error instanceof UnauthorizedError);
    console.log(`Two minutes later the token is refused: ${error.code}`);
    return error.code === "token_expired";
  });

  await parlance.tunnels.list();
  assert.equal(tokens.size, 2);
  console.log("The application's own client has signed itself a new one and goes on");
} finally {
  await platform.close();
}
