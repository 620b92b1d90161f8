import { rounded } from "../plot/pixel-rounding";
import { grainsOf, type DataLayout, type Place } from "./data-positions";

const directions: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** How a key edits a focused point: removes it, or moves it by a few pixels; undefined for other keys. */
export function editOf(event: KeyboardEvent, layout: DataLayout): "remove" | ((place: Place) => Place) | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return undefined;
  if (key === "Delete" || key === "Backspace") return "remove";
  const direction = directions[key];
  if (!direction) return undefined;
  const [across, up] = direction;
  const grain = grainsOf(layout);
  const step = shiftKey ? 10 : 1;
  return ({ x, y }) => ({ x: moved(x, across * step, grain.x), y: moved(y, up * step, grain.y) });
}

/** A value `steps` grains higher, with all the digits that it has; `grain` is the exponent of a power of ten. */
function moved(value: number, steps: number, grain: number): number {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const last = Number(exponent) - (mantissa.split(".")[1]?.length ?? 0);
  return steps === 0 ? value : rounded(value + steps * 10 ** grain, Math.min(grain, last));
}
