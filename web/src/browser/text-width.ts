import { make } from "./dom";

let measuring: CanvasRenderingContext2D | null | undefined;

/** The width of a text in pixels, in letters of this size and family; 0 where it cannot be measured. */
export function textWidth(text: string, size: number, family: string): number {
  measuring ??= make("canvas").getContext("2d");
  if (!measuring) return 0;
  measuring.font = `${size}px ${family}`;
  return measuring.measureText(text).width;
}
