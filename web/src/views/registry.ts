import type { Look } from "../experiment/look";
import type { View } from "../relu-scope";
import type { PictureOptions } from "../trainer/trainer-module";
import { functionView } from "./function-view";
import { lossView } from "./loss-view";
import { neuronsView } from "./neurons-view";
import type { DrawnView, Scene, ViewKind } from "./view";

/** All views, in their order on screen. Everything that draws views iterates over these. */
export const registry: Readonly<Record<View, ViewKind>> = {
  function: functionView,
  neurons: neuronsView,
  loss: lossView,
};

let write: (view: DrawnView, scene: Scene) => void = () => undefined;

/** Makes known how words are written on a picture. */
export function writeWords(how: typeof write): void {
  write = how;
}

/** Draws a scene, and the words on it. */
export function drawScene(view: DrawnView, scene: Scene): void {
  view.draw(scene);
  write(view, scene);
}

export const kinds = Object.entries(registry) as readonly [View, ViewKind][];

/** Whether any of these views draws the pictures of frames. */
export function needPictures(views: Iterable<View>): boolean {
  return [...views].some((view) => registry[view].draws !== "loss");
}

/** Points along each side of a map of the plane, by whether one picture follows another. */
const fineness = { moving: 80, atRest: 200 };
export type Fineness = keyof typeof fineness;

/**
 * What pictures are made for when these views draw them. The directions of neurons cost time and memory, and so does a fine
 * map of the plane, which is for pictures at rest.
 */
export function pictureOptions(
  views: Iterable<View>,
  { overlays, xRange, weightRange, secondRange, output }: Look,
  how: Fineness = "atRest",
): PictureOptions {
  const needsDirections = [...views].some((view) => registry[view].draws === "directions");
  const [columns, rows] = [fineness[how], fineness[how]];
  return {
    ...{ needsDirections, needsCritical: overlays.has("directions") },
    ...{ xRange, weightRange, secondRange, output: output - 1, plane: { columns, rows } },
  };
}
