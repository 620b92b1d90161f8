import { select } from "d3-selection";
import { makeSvg } from "../browser/dom";
import type { Trail } from "../trainer/trainer-module";
import type { Box, Group } from "../plot/surface";

/** Position of the marked neuron in pixels, NaN where it has none, and whether the trail is interrupted before it. */
export type Spot = readonly [x: number, y: number, isCut?: boolean];

const nowhere: Spot = [NaN, NaN];

/** Smallest step of a trail in pixels: there may be a hundred thousand frames. */
const step = 0.5;

/** The trail of the marked neuron, and a ring where it is in a frame. */
export interface NeuronMark {
  /** `spotsOf` gives a spot for every frame; it is called when the trail or the layout is another. */
  draw(trail: Trail, frame: number, layout: { box: Box; radius: number }, spotsOf: (trail: Trail) => Spot[]): void;
  clear(): void;
}

/** The mark of a neuron, in a layer of its own. What is outside the plot is cut off. */
export function neuronMark(layer: Group): NeuronMark {
  const plot = makeSvg("svg");
  const path = select(plot).append("path").attr("class", "trail");
  const rings = ["halo", "ring"].map((name) => select(plot).append("circle").attr("class", name));
  let drawn: { trail: Trail; layout: object; spots: Spot[] } | undefined;
  return {
    draw(trail, frame, layout, spotsOf) {
      const { box, radius } = layout;
      if (drawn?.trail !== trail || drawn.layout !== layout) {
        drawn = { trail, layout, spots: spotsOf(trail) };
        select(plot).attr("x", box.left).attr("y", box.top).attr("width", box.width).attr("height", box.height);
        path.attr("d", pathOf(drawn.spots));
      }
      const [x = NaN, y = NaN] = drawn.spots[frame] ?? [];
      const isThere = Number.isFinite(x + y);
      for (const ring of rings) {
        ring.attr("display", isThere ? null : "none").attr("r", 1.8 * radius);
        if (isThere) ring.attr("cx", x).attr("cy", y);
      }
      if (!plot.parentNode) layer.append(() => plot);
    },
    clear() {
      plot.remove();
    },
  };
}

function pathOf(spots: readonly Spot[]): string {
  let last = nowhere;
  const kept = spots.flatMap((spot) => {
    const [x, y, isCut = false] = spot;
    if (!isCut && Math.hypot(x - last[0], y - last[1]) < step) return [];
    last = spot;
    return isCut ? [nowhere, spot] : [spot];
  });
  let pen = "M";
  return kept
    .map(([x, y]) => {
      const isThere = Number.isFinite(x + y);
      const written = isThere ? `${pen}${x.toFixed(2)},${y.toFixed(2)}` : "";
      pen = isThere ? "L" : "M";
      return written;
    })
    .join("");
}
