import type { Look } from "../experiment/look";
import type { View } from "../relu-scope";
import type { Recording } from "../run/recording";
import type { PictureOptions } from "../trainer/trainer-module";
import { functionView } from "./function-view";
import { lossView } from "./loss-view";
import { neuronsView } from "./neurons-view";
import type { ViewKind } from "./view";

/** All views, in their order on screen. Everything that draws views iterates over these. */
export const registry: Readonly<Record<View, ViewKind>> = {
  function: functionView,
  neurons: neuronsView,
  loss: lossView,
};

export const kinds = Object.entries(registry) as readonly [View, ViewKind][];

/** A look as far as a run can have it: without the views that do not fit its data, and with the loss if none fits. */
export function fitting(look: Look, recording: Recording | undefined): Look {
  if (!recording) return look;
  const views = kinds.filter(([view, kind]) => look.views.has(view) && kind.fits(recording.plot));
  if (views.length === look.views.size) return look;
  return { ...look, views: new Set(views.length > 0 ? views.map(([view]) => view) : ["loss"]) };
}

/** Whether any of these views draws the pictures of frames. */
export function needPictures(views: Iterable<View>): boolean {
  return [...views].some((view) => registry[view].draws !== "loss");
}

/** What pictures are made for when these views draw them. The directions of neurons cost time and memory. */
export function pictureOptions(views: Iterable<View>, { overlays, xRange, weightRange }: Look): PictureOptions {
  const needsDirections = [...views].some((view) => registry[view].draws === "directions");
  return { needsDirections, needsCritical: overlays.has("directions"), xRange, weightRange };
}
