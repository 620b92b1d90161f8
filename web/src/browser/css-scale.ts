import { pointer } from "d3-selection";

/**
 * Page pixels per pixel of a figure: not 1 where something around it is scaled, as slides are. Measured from its box, since
 * browsers disagree on how an SVG element reports the transforms around it.
 */
export function magnification(figure: HTMLElement): number {
  return figure.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(figure).width) || 1;
}

/** Where a pointer is in a figure, in the figure's own pixels. */
export function pointerIn(figure: HTMLElement, event: Pick<MouseEvent, "clientX" | "clientY">): [number, number] {
  const scale = magnification(figure);
  const [x, y] = pointer(event, figure);
  return [x / scale, y / scale];
}
