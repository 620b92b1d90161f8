import type { Subject } from "../plot/surface";
import type { View } from "../relu-scope";
import { drawScene, registry } from "./registry";
import type { Scene } from "./view";

/** A view of a frame as the content of a figure; `version` is the program's. */
export function subjectOf(view: View, scene: Scene, version: string): Subject {
  const { recording, frame } = scene;
  const { iteration } = recording.at(frame);
  return {
    title: `${recording.name}: ${view}, iteration ${iteration}, frame ${frame}`,
    creator: `ReLUscope ${version}`,
    draw: (surface) => {
      drawScene(registry[view].on(surface), scene);
    },
  };
}
