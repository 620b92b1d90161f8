// The runs of a visit are there to go back to.

import assert from "node:assert/strict";
import { appears, enter, textsOf, unfold, until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

testOnPage("the runs that were looked at are told by what differs, and gone back to", async (page) => {
  await unfold(page, "compare");
  const count = (page, most) => until(page, (scope, most) => $$(".visited li").length === most, most);
  const visited = () => textsOf(page, ".visited button span");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await enter(page, "#network-seed", "7");
  await count(page, 2);
  await appears(page, ".visited");
  assert.match((await visited())[0], /^seed 0 loss /);
  assert.match((await visited())[1], /^on screen loss /);
  await enter(page, "#network-width", "9");
  await count(page, 3);
  const [first] = await visited();
  assert.match(first, /^m 60, seed 0 loss |^seed 0, m 60 loss /);
  assert.ok(await withScope(page, () => $$(".visited path").every((path) => path.getAttribute("d").includes("L"))));
  await withScope(page, () => $(".visited button").click());
  await until(page, ({ experiment: { network } }) => network.seed === 0 && network.width === 60);
  await until(
    page,
    () => $(".visited [aria-current]") === $$(".visited button")[0] || $$(".visited [aria-current]").length === 1,
  );
  assert.equal((await visited()).length, 3);
});
