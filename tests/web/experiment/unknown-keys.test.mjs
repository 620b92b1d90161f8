// Keys that there are not are told together, wherever they are given.

import assert from "node:assert/strict";
import { complains, complaint, until, withScope } from "../support/instrument.mjs";
import { testOnPage } from "../support/visit.mjs";

testOnPage("unknown keys of an address are told in one sentence, and the rest is taken", async (page) => {
  await withScope(page, (scope) => void (scope.address = "colour=red&shade=2&frame=3&tint=x"));
  await complains(page);
  assert.match(await complaint(page), /^address must be made of preset, experiment, .*, not “colour, shade, tint”\.$/);
  await until(page, (scope) => scope.frame === 3);
});

testOnPage("unknown keys of a tour, of its stops and of what they show are told alike", async (page) => {
  const stop = { title: "One", text: "" };
  const tour = {
    version: 1,
    author: "me",
    stops: [stop, { ...stop, image: "x", sound: "y" }, { ...stop, show: { colour: "red", tour: "z", frame: 3 } }],
  };
  await withScope(page, (scope, tour) => scope.setAttribute("tour", tour), JSON.stringify(tour));
  await complains(page);
  const told = await complaint(page);
  for (const sentence of [
    /tour must be made of version, title, stops, trials, not “author”\./,
    /tour\.stops\[1\] must be made of title, text, show, not “image, sound”\./,
    /tour\.stops\[2\]\.show must be made of preset, .*, not “colour, tour”\./,
  ]) {
    assert.match(told, sentence);
  }
});
