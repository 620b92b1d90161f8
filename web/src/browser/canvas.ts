/** The context of a canvas. Throws with a sentence where the browser gives none. */
export function contextOf(
  canvas: HTMLCanvasElement,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  return given(canvas.getContext("2d", settings));
}

/** What a canvas has given. */
export function given<Context>(context: Context | null): Context {
  if (!context) throw new Error("This browser cannot draw on a canvas.");
  return context;
}
