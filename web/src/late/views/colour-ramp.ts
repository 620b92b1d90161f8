import { channels } from "../../browser/css-colour";
import { colourOf, type Group, type Surface } from "../../plot/surface";

/** A colour as red, green and blue, from 0 to 255. */
type Colour = readonly [number, number, number];

/** From a value to its colour: values below 0 and above it have different hues, the stronger the farther from it. */
export type Ramp = (value: number) => Colour;

/** The names of the colours in `plane.css` between which the ramp runs, from the least value to the largest. */
const stops = ["lowest", "low", "zero", "high", "highest"] as const;

/** The layers that give the ramp its colours. */
export function rampLayers(base: Surface): readonly Group[] {
  return stops.map((stop) => base.layer(`ramp-${stop}`));
}

/** The ramp for values from −`reach` to `reach`; those beyond have the colours of its ends. */
export function rampOf(layers: readonly Group[], reach: number): Ramp {
  const colours = layers.map((layer): Colour => {
    const [red, green, blue] = channels(colourOf(layer));
    return [red, green, blue];
  });
  const last = colours.length - 1;
  return (value) => {
    const place = (Math.max(-1, Math.min(1, value / reach)) + 1) * (last / 2);
    const from = Math.min(last - 1, Math.floor(place));
    const part = place - from;
    const [low = [0, 0, 0], high = [0, 0, 0]] = [colours[from], colours[from + 1]];
    const mixed = (k: 0 | 1 | 2): number => Math.round(low[k] + part * (high[k] - low[k]));
    return [mixed(0), mixed(1), mixed(2)];
  };
}

export function cssOf([red, green, blue]: Colour): string {
  return `rgb(${red},${green},${blue})`;
}
