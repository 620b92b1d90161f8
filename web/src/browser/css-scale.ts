import { pointer } from "d3-selection";

/**
 * How many pixels of the page a pixel of a figure takes: not 1 where something around it is scaled, as slides are. Told
 * from its box, since browsers differ in what an SVG element knows of the transforms around it.
 */
export function magnification(figure: HTMLElement): number {
  return figure.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(figure).width) || 1;
}

/** Where a pointer is in a figure, in the figure's own pixels. */
export function pointerIn(figure: HTMLElement, event: MouseEvent): [number, number] {
  const scale = magnification(figure);
  const [x, y] = pointer(event, figure);
  return [x / scale, y / scale];
}
