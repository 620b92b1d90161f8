import { functionScene, functionView } from "../../views/function-view";
import type { Look, View } from "../../experiment/look";
import { lossView } from "../../views/loss-view";
import type { Picture, Trail } from "../../trainer/trainer-module";
import { neuronsView } from "../../views/neurons-view";
import type { Recording } from "../../run/recording";
import type { Surface } from "../../plot/surface";

/** What is drawn: a frame of a run, with the pinned run behind it if there is one. */
export interface Shot {
  recording: Recording;
  look: Look;
  frame: number;
  /** Has to have directions for the neurons view. */
  picture: Picture;
  ghost: { recording: Recording; picture: Picture } | undefined;
  /** Of the neuron that is marked, if one is. */
  trail?: Trail | undefined;
}

export type Draw = (shot: Shot) => void;

/** How each view is drawn on a surface of its own. */
export const drawings: Readonly<Record<View, (surface: Surface) => Draw>> = {
  function: (surface) => {
    const view = functionView(surface);
    view.fit();
    return ({ recording, look, frame, picture, ghost, trail }) => {
      view.draw(functionScene(recording, look, frame, picture, ghost));
      view.mark(trail);
    };
  },
  neurons: (surface) => {
    const view = neuronsView(surface);
    view.fit();
    return ({ recording, look, frame, picture, ghost, trail }) => {
      view.draw(functionScene(recording, look, frame, picture, ghost));
      view.mark(trail);
    };
  },
  loss: (surface) => {
    const view = lossView(() => undefined, surface);
    view.fit();
    return ({ recording, look, frame, ghost }) => {
      view.draw(recording, frame, look.lossScale, ghost?.recording);
    };
  },
};
