import { toPixel } from "../../plot/scales";
import type { Box } from "../../plot/surface";
import type { Picture } from "../../trainer/trainer-module";
import type { FunctionLayout } from "../../views/function-layout";
import { barsOf } from "../../views/phase-marks";
import { picturesBehind } from "../../views/runs-behind";
import { stabilityOf } from "../../views/theory-marks";
import {
  outputOf,
  targetsOf,
  type DrawnView,
  type FittedLayout,
  type LossLayout,
  type Placed,
  type PlaneLayout,
  type Scene,
} from "../../views/view";
import type { NeuronsLayout } from "../../views/neurons-layout";
import { endsOf, kinkOf } from "../views/kink-lines";
import type { SymbolName } from "../text/prose-reading";

type Spot = readonly [left: number, top: number];

/** A symbol that is drawn in a view: a place where it can be seen, and how far from it a place of the figure is, in pixels. */
export interface DrawnSymbol {
  readonly name: SymbolName;
  readonly at: Spot;
  readonly distance: (left: number, top: number) => number;
}

/** How near a pointer must be to a symbol, in pixels. */
const reach = 7;

/** The symbols drawn in a view, those first that lie above others. */
export function symbolsIn(placed: Placed, view: DrawnView): DrawnSymbol[] {
  const symbols =
    placed.view === "function"
      ? onFunction(placed.layout, placed.scene, view)
      : placed.view === "plane"
        ? onPlane(placed.layout, placed.scene, view)
        : placed.view === "fitted"
          ? onFitted(placed.layout, placed.scene)
          : placed.view === "neurons"
            ? onNeurons(placed.layout, placed.scene, view)
            : onLoss(placed.layout, placed.scene);
  return symbols.filter(({ at: [left, top] }) => Number.isFinite(left + top));
}

/** The symbol at a place of a figure. */
export function symbolAt(symbols: readonly DrawnSymbol[], left: number, top: number): DrawnSymbol | undefined {
  return symbols.find(({ distance }) => distance(left, top) <= reach);
}

/** A symbol that consists of spots. */
function spots(name: SymbolName, places: readonly Spot[]): DrawnSymbol[] {
  const [at] = places;
  if (!at) return [];
  const distance = (left: number, top: number): number =>
    Math.min(...places.map((place) => Math.hypot(place[0] - left, place[1] - top)));
  return [{ name, at, distance }];
}

/** One that consists of segments, each between two spots. */
function segments(name: SymbolName, parts: readonly (readonly [Spot, Spot])[]): DrawnSymbol[] {
  const middle = parts[Math.floor(parts.length / 2)];
  if (!middle) return [];
  const [[x1, y1], [x2, y2]] = middle;
  const distance = (left: number, top: number): number => {
    let least = Infinity;
    for (const [from, to] of parts) least = Math.min(least, toSegment(left, top, from, to));
    return least;
  };
  return [{ name, at: [(x1 + x2) / 2, (y1 + y2) / 2], distance }];
}

function toSegment(left: number, top: number, [x1, y1]: Spot, [x2, y2]: Spot): number {
  const [across, down] = [x2 - x1, y2 - y1];
  const along = ((left - x1) * across + (top - y1) * down) / (across * across + down * down || 1);
  const part = Math.max(0, Math.min(1, along));
  return Math.hypot(left - x1 - part * across, top - y1 - part * down);
}

/** A part of the figure, such as an axis. */
function region(name: SymbolName, left: number, top: number, right: number, bottom: number): DrawnSymbol {
  const distance = (x: number, y: number): number =>
    Math.max(left - x, x - right, top - y, y - bottom, 0) === 0 ? 0 : Infinity;
  return { name, at: [(left + right) / 2, (top + bottom) / 2], distance };
}

function onFunction(
  { box, x, y, weight, margins }: FunctionLayout,
  scene: Scene,
  { neuronAt }: DrawnView,
): DrawnSymbol[] {
  const { picture, recording, look } = scene;
  if (!picture) return [];
  const [across, up, high] = [toPixel(x), toPixel(y), toPixel(weight)];
  const isInside = ([left, top]: Spot): boolean =>
    left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height;
  const spot = (value: number, down: number): Spot => [box.left + across(value), box.top + down];
  const curve = (grid: Float64Array, values: Float64Array): [Spot, Spot][] => {
    const places = [...grid].map((value, k) => spot(value, up(values[k] ?? NaN)));
    return places.slice(1).flatMap((to, k): [Spot, Spot][] => {
      const from = places[k] ?? to;
      return isInside(from) || isInside(to) ? [[from, to]] : [];
    });
  };
  const { plot } = recording;
  const targets = targetsOf(plot, outputOf(plot, look));
  const data = [...plot.x].map((value, i) => spot(value, up(targets[i] ?? NaN))).filter(isInside);
  const stars = [...picture.kinks.subarray(0, 5000)]
    .map((kink, j) => spot(kink, high(picture.weights[j] ?? NaN)))
    .filter(isInside);
  const { critical, grid } = picture;
  const lines = [1, -1].flatMap((sign) =>
    ["attracting", "repelling", "halfStable"].flatMap((stability) => {
      if (!critical || !look.overlays.has("directions")) return [];
      const parts = [...critical.kinks].flatMap((kink, index): [Spot, Spot][] => {
        if (stabilityOf(critical, index, sign > 0 ? 1 : -1) !== stability) return [];
        const line: [Spot, Spot] = [spot(kink, high(0)), spot(kink, sign > 0 ? 0 : box.height)];
        return isInside(line[1]) ? [line] : [];
      });
      return segments(stability as SymbolName, parts);
    }),
  );
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  return [
    ...spots("data", data),
    ...neuron("neuron", stars, neuronAt),
    ...segments("curve", curve(grid, picture.curve)),
    ...(look.overlays.has("limit") && picture.limit ? segments("limit", curve(grid, picture.limit)) : []),
    ...(look.overlays.has("least-squares") ? segments("least-squares", curve(grid, picture.leastSquares)) : []),
    ...picturesBehind(scene).flatMap(({ picture }) => segments("pinned", curve(picture.grid, picture.curve))),
    ...lines,
    ...segments("zero", [[spot(x.invert(0), high(0)), spot(x.invert(box.width), high(0))]]),
    region("left", box.left - margins.left, box.top, box.left - 1, bottom),
    region("right", right + 1, box.top, right + margins.right, bottom),
    region("bottom", box.left, bottom + 1, right, bottom + margins.bottom),
    region("title", box.left, 0, right, box.top - 1),
  ];
}

/** A symbol whose letters stand in a plot. */
function labels(name: SymbolName, selector: string, box: Box, figure: HTMLElement): DrawnSymbol[] {
  const at = (text: Element, axis: "x" | "y"): number => Number(text.getAttribute(axis));
  const texts = [...figure.querySelectorAll(selector)];
  return spots(
    name,
    texts.map((text): Spot => [box.left + at(text, "x"), box.top + at(text, "y")]),
  );
}

/** Neurons: a million of them are looked for as the view does. */
function neuron(name: SymbolName, [at]: readonly Spot[], neuronAt: DrawnView["neuronAt"]): DrawnSymbol[] {
  if (!at) return [];
  return [{ name, at, distance: (left, top) => (neuronAt?.(left, top, reach) === undefined ? Infinity : 0) }];
}

function onPlane(
  { box, bar, x, y, margins }: PlaneLayout,
  { recording: { plot }, picture }: Scene,
  { neuronAt, figure }: DrawnView,
): DrawnSymbol[] {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const isInside = ([left, top]: Spot): boolean => left >= box.left && left <= right && top >= box.top && top <= bottom;
  const data = [...Array(plot.x.length / 2).keys()]
    .map((i): Spot => [box.left + x(plot.x[2 * i] ?? NaN), box.top + y(plot.x[2 * i + 1] ?? NaN)])
    .filter(isInside);
  const { w, b } = picture ?? {};
  // One kink that crosses the plot stands for all when they are gone through by key.
  const middles = [...(b ?? [])].flatMap((_, j): Spot[] => {
    const ends = w && b && endsOf(kinkOf(w, b, j, x, y), box);
    return ends ? [[box.left + (ends[0][0] + ends[1][0]) / 2, box.top + (ends[0][1] + ends[1][1]) / 2]] : [];
  });
  return [
    ...spots("target", data),
    ...labels("contour", ".contours text", box, figure),
    ...neuron("kinkLine", middles, neuronAt),
    region("bar", bar.left, bar.top, right + margins.right, bottom),
    region("signsOfKinks", box.left, box.top - margins.top / 2, box.left + 0.5 * box.width, box.top - 1),
    region("firstInput", box.left, bottom + 1, right, bottom + margins.bottom),
    region("secondInput", 0, box.top, box.left - 1, bottom),
    region("title", box.left, 0, right, box.top - margins.top / 2),
    // Everywhere in the map something else is nearer.
    { name: "map", at: [box.left + box.width / 2, box.top + box.height / 2], distance: () => Infinity },
  ];
}

function onFitted({ box, x, y, margins }: FittedLayout, { recording: { plot }, picture, look }: Scene): DrawnSymbol[] {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const output = outputOf(plot, look);
  const targets = targetsOf(plot, output);
  const values = targetsOf({ ...plot, y: picture?.fitted ?? new Float64Array() }, output);
  const points = [...targets].map((target, i): Spot => [box.left + x(target), box.top + y(values[i] ?? NaN)]);
  const [low = 0, high = 0] = x.domain();
  const at = (value: number): Spot => [box.left + x(value), box.top + y(value)];
  return [
    ...spots("fitted", points),
    ...segments("diagonal", [[at(low), at(high)]]),
    region("learnt", 0, box.top, box.left - 1, bottom),
    region("given", box.left, bottom + 1, right, bottom + margins.bottom),
    region("title", box.left, 0, right, box.top - 1),
  ];
}

function onNeurons(layout: NeuronsLayout, { picture, recording, look }: Scene, { neuronAt }: DrawnView): DrawnSymbol[] {
  const { x, y, inner, outer, norm, tick, box } = layout;
  const { cosines = [], sines = [], norms = [] } = picture?.directions ?? {};
  const distanceOf = toPixel(norm);
  const at = (cosine: number, sine: number, distance: number): Spot => [x + distance * cosine, y - distance * sine];
  const places = (isNegative: boolean): Spot[] =>
    [...norms.slice(0, 5000)].flatMap((length, j): Spot[] => {
      if ((picture?.weights[j] ?? 0) < 0 !== isNegative || !Number.isFinite(cosines[j])) return [];
      return [at(cosines[j] ?? NaN, sines[j] ?? NaN, distanceOf(length))];
    });
  const isNegativeAt = (left: number, top: number): boolean | undefined => {
    const found = neuronAt?.(left, top, reach);
    return found === undefined ? undefined : (picture?.weights[found] ?? 0) < 0;
  };
  const isInSpace = recording.plot.inputs > 1;
  const signs = ([true, false] as const).flatMap((isNegative): DrawnSymbol[] => {
    const [place] = places(isNegative);
    const distance = (left: number, top: number): number => (isNegativeAt(left, top) === isNegative ? 0 : Infinity);
    const name: SymbolName = isNegative
      ? isInSpace
        ? "negativeInPlane"
        : "negative"
      : isInSpace
        ? "positiveInPlane"
        : "positive";
    return place ? [{ name, at: place, distance }] : [];
  });
  const data = [...recording.plot.directions.cosines].map(
    (cosine, i) => [cosine, recording.plot.directions.sines[i] ?? 0] as const,
  );
  const crosses = data.map(([cosine, sine]) => at(cosine, sine, 0.965 * outer));
  const sectors = data.flatMap(([cosine, sine]): [Spot, Spot][] => [
    [at(-sine, cosine, inner), at(-sine, cosine, outer)],
    [at(sine, -cosine, inner), at(sine, -cosine, outer)],
  ]);
  const ring = (name: SymbolName, radius: number, at: Spot): DrawnSymbol => ({
    name,
    at,
    distance: (left, top) => Math.abs(Math.hypot(left - x, top - y) - radius),
  });
  const rings = norm.ticks(4).filter((value) => value > 0);
  const legend = 3 * layout.label;
  return [
    ...signs,
    ...spots("cross", crosses),
    ...(look.overlays.has("directions") ? directionsOnDisc(layout, picture) : []),
    ...segments("sector", sectors),
    ring("inner", inner, at(Math.SQRT1_2, -Math.SQRT1_2, inner)),
    ring("rim", outer, at(Math.SQRT1_2, -Math.SQRT1_2, outer)),
    ...rings
      .map((value) => ring(isInSpace ? "planeRing" : "ring", distanceOf(value), at(0.4, -0.9, distanceOf(value))))
      .slice(0, 1),
    region("signs", 0, 0, 5 * layout.label, legend),
    {
      name: isInSpace ? "planeAngle" : "angle",
      at: at(1, 0, outer + 1.5 * tick),
      distance: (left, top) =>
        Math.hypot(left - x, top - y) > outer && left < box.width && top < box.height ? 0 : Infinity,
    },
  ];
}

function directionsOnDisc({ x, y, inner, outer }: NeuronsLayout, picture: Picture | undefined): DrawnSymbol[] {
  const { critical } = picture ?? {};
  if (!critical) return [];
  const at = (index: number, distance: number): Spot => [
    x + distance * (critical.cosines[index] ?? NaN),
    y - distance * (critical.sines[index] ?? NaN),
  ];
  const all = [...critical.attraction.keys()];
  const dots = ([1, -1] as const).flatMap((sign) =>
    (["attracting", "repelling", "halfStable"] as const).flatMap((stability) =>
      spots(
        stability,
        all
          .filter((index) => stabilityOf(critical, index, sign) === stability)
          .map((index) => at(index, (sign > 0 ? 0.8 : 0.55) * inner)),
      ),
    ),
  );
  const arc: DrawnSymbol[] = critical.stationary.map(({ from, to }) => {
    const [start, end] = [Math.atan2(from[1], from[0]), Math.atan2(to[1], to[0])];
    const length = (((end - start) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) || 2 * Math.PI;
    const middle = start + length / 2;
    return {
      name: "stationary",
      at: [x + 0.68 * inner * Math.cos(middle), y - 0.68 * inner * Math.sin(middle)],
      distance: (left, top) => {
        const turn = (((Math.atan2(y - top, left - x) - start) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
        return turn <= length ? Math.abs(Math.hypot(left - x, top - y) - 0.68 * inner) : Infinity;
      },
    };
  });
  return [
    ...dots,
    ...segments(
      "ray",
      all.map((index) => [at(index, inner), at(index, outer)]),
    ),
    ...arc,
  ];
}

function onLoss(layout: LossLayout, { recording, frame, behind, look }: Scene): DrawnSymbol[] {
  const { box, x, y, pace, pacesBehind } = layout;
  const phases = look.overlays.has("phases") ? recording.phases : undefined;
  const bars = (phases ? barsOf(layout, phases, 12) : []).map(({ left, top, width, height }) =>
    region("phases", box.left + left, box.top + top, box.left + left + width, box.top + top + height),
  );
  const [across, up] = [toPixel(x), toPixel(y)];
  const line = ({ iterations, frameLoss }: Scene["recording"], unit: number): [Spot, Spot][] => {
    const places = iterations.map((iteration, k): Spot => [
      box.left + across(iteration * unit),
      box.top + up(frameLoss[k] ?? NaN),
    ]);
    return places.slice(1).map((to, k) => [places[k] ?? to, to]);
  };
  const { iteration, loss } = recording.at(frame);
  const left = box.left + across(iteration * pace);
  const bottom = box.top + box.height;
  return [
    ...spots("lossNow", [[left, box.top + up(loss)]]),
    ...segments("loss", line(recording, pace)),
    ...behind.flatMap((run, index) => segments("pinned", line(run.recording, pacesBehind[index] ?? pace))),
    ...segments("cursor", [
      [
        [left, box.top],
        [left, bottom],
      ],
    ]),
    ...bars,
    region("lossAxis", 0, box.top, box.left - 1, bottom),
    region("iterations", box.left, bottom + 1, box.left + box.width, bottom + 60),
  ];
}
