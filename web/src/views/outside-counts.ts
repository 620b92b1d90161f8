import { make } from "../browser/dom";
import type { Axes } from "../experiment/look";
import { roundedEnds } from "../plot/pixel-rounding";
import { formatCount } from "../text/number-format";
import { outside as words } from "../text/prose";
import type { Picture } from "../trainer/trainer-module";
import type { CountsLayout } from "./view";

/** Room beyond the farthest neuron that is shown, as a part of the axis. */
const room = 0.05;

/** The edges in the order of `Picture.outside`, each with what its button says. */
const edges: readonly (readonly [name: string, (neurons: string) => string])[] = [
  ["to-left", (neurons) => `← ${neurons}`],
  ["to-right", (neurons) => `${neurons} →`],
  ["to-below", (neurons) => `↓ ${neurons}`],
  ["to-above", (neurons) => `↑ ${neurons}`],
];

/**
 * Buttons in a figure that count the neurons beyond each edge of the plot, and show them when pressed; and one that takes the
 * axes back when they are chosen. Returns what draws them.
 */
export function outsideCounts(
  figure: HTMLElement,
  changeAxes: (axes: Partial<Axes>) => void,
): (layout: CountsLayout, picture: Pick<Picture, "outside">, isChosen: boolean) => void {
  let axesFor: ((edge: number) => Partial<Axes>) | undefined;
  const button = (name: string, press: () => void): HTMLButtonElement => {
    const made = make("button", { type: "button", class: `outside ${name}`, hidden: "" });
    // Neither a neuron nor a place for a data point.
    for (const kind of ["click", "dblclick"]) {
      made.addEventListener(kind, (event) => {
        event.stopPropagation();
        if (kind === "click") press();
      });
    }
    figure.append(made);
    return made;
  };
  const counts = edges.map(([name], edge) =>
    button(name, () => {
      if (axesFor) changeAxes(axesFor(edge));
    }),
  );
  const reset = button("reset", () => {
    changeAxes({ xRange: undefined, weightRange: undefined, secondRange: undefined });
  });
  reset.textContent = words.reset;
  return ({ box, x, weight }, { outside }, isChosen) => {
    for (const [name, value] of Object.entries(box)) figure.style.setProperty(`--plot-${name}`, `${value}px`);
    reset.hidden = !isChosen;
    counts.forEach((button, edge) => {
      const count = outside[2 * edge] ?? 0;
      const neurons = words.neurons(formatCount(count), count === 1);
      button.hidden = count === 0;
      button.textContent = edges[edge]?.[1](neurons) ?? neurons;
      button.ariaLabel = button.title = words.show(neurons);
    });
    axesFor = (edge) => {
      const end = outside[2 * edge + 1] ?? 0;
      const isAcross = edge < 2;
      const [low = 0, high = 0] = (isAcross ? x : weight).domain();
      const extra = room * Math.max(high - end, end - low);
      const range = roundedEnds(
        end < low ? [end - extra, high] : [low, end + extra],
        isAcross ? box.width : box.height,
      );
      return isAcross ? { xRange: range } : { weightRange: range };
    };
  };
}
