import { grainOf, rounded } from "../../plot/pixel-rounding";
import type { Scale } from "../../plot/scales";
import { moved } from "../../views/data-keys";
import { toDisc } from "../../views/neurons-layout";
import type { DrawnView, Placed } from "../../views/view";
import type { Edit } from "./hands";

/** A view in which neurons are moved, as it was drawn last. */
export type Movable = Extract<Placed, { view: "function" | "neurons" }>;

export function movableIn({ placed }: DrawnView): Movable | undefined {
  const drawn = placed?.();
  return drawn?.view === "function" || drawn?.view === "neurons" ? drawn : undefined;
}

/** Where a neuron is drawn in the figure, in pixels; undefined where it is not. */
export function spotOf(drawn: Movable, neuron: number): readonly [number, number] | undefined {
  const { picture } = drawn.scene;
  if (!picture || neuron >= picture.weights.length) return undefined;
  const [x, y] =
    drawn.view === "function"
      ? [
          drawn.layout.box.left + drawn.layout.x(picture.kinks[neuron] ?? NaN),
          drawn.layout.box.top + drawn.layout.weight(picture.weights[neuron] ?? NaN),
        ]
      : toDisc(drawn.layout)(
          picture.directions?.cosines[neuron] ?? NaN,
          picture.directions?.sines[neuron] ?? NaN,
          picture.directions?.norms[neuron] ?? NaN,
        );
  return Number.isFinite(x + y) ? [x, y] : undefined;
}

/** The edit that puts a neuron at a place of the figure, with no more digits than a pixel resolves. */
export function moveTo(drawn: Movable, neuron: number, left: number, top: number): Edit {
  if (drawn.view === "function") {
    const { box, x, weight } = drawn.layout;
    const inside = (value: number, length: number): number => Math.max(0, Math.min(length, value));
    const [across, down] = [inside(left - box.left, box.width), inside(top - box.top, box.height)];
    return {
      kind: "place",
      neuron,
      kink: rounded(x.invert(across), grainAt(x, across)),
      weight: rounded(weight.invert(down), grainAt(weight, down)),
    };
  }
  const { x, y, inner, outer, norm } = drawn.layout;
  const [across, up] = [left - x, y - top];
  const distance = Math.max(inner + 1, Math.min(outer, Math.hypot(across, up)));
  const grain = grainAt(norm, distance);
  return { kind: "turn", neuron, across, up, norm: Math.max(rounded(norm.invert(distance), grain), 10 ** grain) };
}

/** The edit that moves a neuron by so many steps across and up: of its kink and weight, or of its angle and norm. */
export function moveBy(drawn: Movable, neuron: number, across: number, up: number): Edit | undefined {
  const spot = spotOf(drawn, neuron);
  const { picture } = drawn.scene;
  if (!spot || !picture) return undefined;
  if (drawn.view === "function") {
    const { box, x, weight } = drawn.layout;
    const [left, top] = [spot[0] - box.left, spot[1] - box.top];
    return {
      kind: "place",
      neuron,
      kink: moved(picture.kinks[neuron] ?? 0, across, grainAt(x, left)),
      weight: moved(picture.weights[neuron] ?? 0, up, grainAt(weight, top)),
    };
  }
  const { cosines = [], sines = [], norms = [] } = picture.directions ?? {};
  const { x, y, norm } = drawn.layout;
  // To the left is counterclockwise, as angles go.
  const turned = Math.atan2(sines[neuron] ?? 0, cosines[neuron] ?? 1) - (across * Math.PI) / 180;
  const grain = grainAt(norm, Math.hypot(spot[0] - x, spot[1] - y));
  const length = Math.max(moved(norms[neuron] ?? 0, up, grain), 10 ** (grain - 1));
  return { kind: "turn", neuron, across: Math.cos(turned), up: Math.sin(turned), norm: length };
}

/** The edit that turns a neuron to the other side of its kink. */
export function flip(drawn: Movable, neuron: number): Edit | undefined {
  const { directions, weights } = drawn.scene.picture ?? {};
  const [cosine = NaN, sine = NaN] = [directions?.cosines[neuron], directions?.sines[neuron]];
  const norm = directions?.norms[neuron] ?? Math.abs(weights?.[neuron] ?? NaN);
  return Number.isFinite(cosine + sine) ? { kind: "turn", neuron, across: -cosine, up: -sine, norm } : undefined;
}

/** The exponent of the largest power of ten within two pixels, at a place of an axis that may not be linear. */
function grainAt(scale: Scale, pixel: number): number {
  return grainOf(Math.abs(scale.invert(pixel + 1) - scale.invert(pixel)));
}
