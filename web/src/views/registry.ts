import type { View } from "../relu-scope";
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

/** Whether any of these views draws the pictures of frames. */
export function needPictures(views: Iterable<View>): boolean {
  return [...views].some((view) => registry[view].draws !== "loss");
}

/** Whether any of these views draws the directions of neurons, which cost time and memory. */
export function needDirections(views: Iterable<View>): boolean {
  return [...views].some((view) => registry[view].draws === "directions");
}
