import { select } from "d3-selection";
import { pointerIn } from "../browser/css-scale";

/** Hears how the reader points at neurons and selects them. */
export interface NeuronListener {
  /** The pointer has come to a neuron, or to none. */
  point(neuron: number | undefined): void;
  /** A neuron has been clicked, or the plot beside all of them. */
  select(neuron: number | undefined): void;
}

/** How near to a neuron a pointer has to be, in pixels: a mouse or a pen, and a finger. */
const reach = { fine: 9, touch: 20 };

/** Finds the neuron nearest to a point of the figure, if one is within so many pixels. */
export type NeuronAt = (x: number, y: number, within: number) => number | undefined;

/** Tells of the neurons that a pointer comes to in a figure, except where it is at something that can be taken hold of. */
export function watchNeurons(figure: HTMLElement, neuronAt: NeuronAt, listener: NeuronListener): void {
  let isTouch = false;
  const at = (event: MouseEvent): number | undefined => {
    if (event.target instanceof Element && event.target.matches(".grip")) return undefined;
    const [x, y] = pointerIn(figure, event);
    return neuronAt(x, y, isTouch ? reach.touch : reach.fine);
  };
  select(figure)
    .on("pointerdown.neurons", (event: PointerEvent) => {
      isTouch = event.pointerType === "touch";
    })
    .on("pointermove.neurons", (event: PointerEvent) => {
      isTouch = event.pointerType === "touch";
      if (isTouch) return;
      const neuron = event.buttons === 0 ? at(event) : undefined;
      figure.classList.toggle("pointing", neuron !== undefined);
      listener.point(neuron);
    })
    .on("pointerleave.neurons", () => {
      listener.point(undefined);
    })
    .on("click.neurons", (event: MouseEvent) => {
      if (!(event.target instanceof Element && event.target.matches(".grip"))) listener.select(at(event));
    });
}

/**
 * The number below `count` whose distance is least, if that is within reach. `distanceTo` is called for each of what may
 * be a million, so it had better give up early, with infinity.
 */
export function nearest(count: number, within: number, distanceTo: (index: number) => number): number | undefined {
  let found: number | undefined;
  let least = within;
  for (let index = 0; index < count; index++) {
    const distance = distanceTo(index);
    if (distance > least || (distance === least && found !== undefined)) continue;
    least = distance;
    found = index;
  }
  return found;
}
