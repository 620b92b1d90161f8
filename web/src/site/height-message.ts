/** The messages between a frame with the instrument and the page around it, about the height that the frame needs. */

/** To the frame: asks for its height. */
export const heightWanted = "relu-scope:height?";

/** From the frame, whenever it changes: the pixels that all of it needs at its width. */
export interface HeightMessage {
  type: "relu-scope:height";
  height: number;
}

/** The height in a message; undefined when it is about something else. A message can be anything. */
export function heightOf(message: unknown): number | undefined {
  if (typeof message !== "object" || message === null || !("type" in message) || !("height" in message)) {
    return undefined;
  }
  const { type, height } = message;
  return type === "relu-scope:height" && typeof height === "number" && height > 0 ? height : undefined;
}
