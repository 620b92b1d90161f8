import { pointerIn } from "../../browser/css-scale";
import { watchDrags, type Drags } from "../../browser/drag";
import { pointsOf } from "../../experiment/data-points";
import { farthest, type Axes } from "../../experiment/look";
import type { Box } from "../../plot/surface";
import { roundedEnds } from "../../plot/pixel-rounding";
import { isLog, type Scale } from "../../plot/scales";
import type { Stage } from "../../panels/stage";
import type { Ends } from "../../trainer/trainer-module";
import { reach } from "../../views/data-drags";
import { nearestPoint, type DataLayout } from "../../views/data-positions";

/** The axes of the function view that move. */
export type Axis = keyof Axes;

/** What the reader moves axes in: the one across and the one upwards, and where the data are. */
export interface MovableLayout {
  readonly box: Box;
  readonly across: { readonly axis: Axis; readonly scale: Scale };
  readonly up: { readonly axis: Axis; readonly scale: Scale };
  readonly data: DataLayout;
  /** Whether a drag between the axes moves both of them. */
  readonly isFree: boolean;
}

/** How far the wheel of a mouse turns at most by one notch; a trackpad, whose pinch comes as a wheel with Control, by less. */
const notch = 50;

/** How far a pointer moves, in pixels, before it drags an axis: less is a click. */
const slack = 4;

/** The shortest axis, as a part of how far from 0 it is. */
const shortest = 1e-6;

/** Moves the axes of the function view on behalf of the gestures and keys of the reader, once for each refresh of the screen. */
export class AxisMoves {
  readonly #stage: Stage;
  readonly #layout: () => MovableLayout | undefined;
  #next: Partial<Axes> = {};
  #isDue = false;

  constructor(stage: Stage, layout: () => MovableLayout | undefined) {
    this.#stage = stage;
    this.#layout = layout;
  }

  /** Makes an axis `factor` times as long about a place, given as a part of its length. */
  zoom(axis: Axis, factor: number, about = 0.5): void {
    this.#move(axis, (part) => about + (part - about) * factor);
  }

  /** Moves an axis by a part of its length. */
  pan(axis: Axis, by: number): void {
    this.#move(axis, (part) => part + by);
  }

  /** Gives axes the ends that they have at first. */
  reset(...axes: readonly Axis[]): void {
    this.#change(Object.fromEntries(axes.map((axis) => [axis, undefined])));
  }

  /** Gives an axis the ends at which it has these parts of its present length. */
  #move(axis: Axis, moved: (part: number) => number): void {
    const layout = this.#layout();
    const scale = [layout?.across, layout?.up].find((one) => one?.axis === axis)?.scale;
    if (!scale) return;
    const chosen = axis in this.#next ? this.#next[axis] : this.#stage.look[axis];
    const present = chosen ? scale.copy().domain(chosen) : scale;
    const [start = 0, end = 0] = present.range();
    const at = (part: number): number => present.invert(start + moved(part) * (end - start));
    const ends = roundedEnds([at(0), at(1)], Math.abs(end - start));
    if (isAllowed(ends, farthest[axis]) && !isLog(scale)) this.#change({ [axis]: ends });
  }

  #change(axes: Partial<Axes>): void {
    this.#next = { ...this.#next, ...axes };
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      const axes = this.#next;
      this.#next = {};
      this.#stage.changeLook(axes);
    });
  }
}

function isAllowed([low, high]: Ends, most: number): boolean {
  return low >= -most && high <= most && high - low > shortest * Math.max(Math.abs(low), Math.abs(high));
}

/** Where a pointer is among the axes: which it moves, and at what part of their lengths it is. */
interface Hold {
  readonly axes: readonly Axis[];
  readonly parts: Readonly<Partial<Record<Axis, number>>>;
}

/** Lets wheel, pointers and fingers move the axes of the function view in its figure. */
export function watchAxes(
  figure: HTMLElement,
  moves: AxisMoves,
  layoutOf: () => MovableLayout | undefined,
  stage: Stage,
): Drags {
  const holdAt = (left: number, top: number): (Hold & { isOnAxis: boolean }) | undefined => {
    const layout = layoutOf();
    if (!layout) return undefined;
    const { box } = layout;
    const [across, down] = [(left - box.left) / box.width, (top - box.top) / box.height];
    if (across < 0 || down < 0) return undefined;
    const isOnAxis = across > 1 || down > 1;
    const [first, second] = [layout.across.axis, layout.up.axis];
    const axes = across > 1 ? [second] : layout.isFree && !isOnAxis ? [first, second] : [first];
    return { axes, isOnAxis, parts: { [first]: across, [second]: 1 - down } };
  };
  const isNearPoint = (left: number, top: number, within: number): boolean => {
    const { experiment } = stage.draft;
    const [layout, points] = [layoutOf(), experiment && pointsOf(experiment)];
    return (
      layout !== undefined && points !== undefined && nearestPoint(layout.data, points, left, top, within) !== undefined
    );
  };
  const isButton = ({ target }: Event): boolean => target instanceof Element && target.closest("button") !== null;

  figure.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const hold = holdAt(...pointerIn(figure, event));
      if (!hold) return;
      const up = layoutOf()?.up.axis;
      const axes = event.shiftKey && up ? [up] : hold.axes;
      // With Shift some browsers turn the wheel sideways.
      const delta = (event.deltaY || event.deltaX) * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : notch);
      const factor = 2 ** (Math.max(-notch, Math.min(notch, delta)) / (2 * notch));
      for (const axis of axes) moves.zoom(axis, factor, hold.parts[axis]);
    },
    { passive: false },
  );

  figure.addEventListener(
    "dblclick",
    (event) => {
      const hold = holdAt(...pointerIn(figure, event));
      if (!hold?.isOnAxis || isButton(event)) return;
      event.stopPropagation();
      moves.reset(...hold.axes);
    },
    { capture: true },
  );

  watchPinches(figure, {
    begins: (touches) => touches.every(([left, top]) => !isNearPoint(left, top, reach.touch)),
    holdAt,
    layoutOf,
    moves,
  });

  return watchDrags(figure, (event) => {
    const [left, top] = pointerIn(figure, event);
    const hold = holdAt(left, top);
    // A finger scrolls the page, and a point that is near is dragged.
    if (!hold || event.pointerType === "touch" || isButton(event) || isNearPoint(left, top, reach.mouse))
      return undefined;
    let last = hold.parts;
    return {
      slack,
      move: (event) => {
        const layout = layoutOf();
        if (!layout) return;
        const { box, across, up } = layout;
        const [left, top] = pointerIn(figure, event);
        const parts = {
          [across.axis]: (left - box.left) / box.width,
          [up.axis]: 1 - (top - box.top) / box.height,
        } as Hold["parts"];
        for (const axis of hold.axes) moves.pan(axis, (last[axis] ?? 0) - (parts[axis] ?? 0));
        last = parts;
      },
    };
  });
}

/** Two fingers move the axis along which they are farther apart. */
function watchPinches(
  figure: HTMLElement,
  {
    begins,
    holdAt,
    layoutOf,
    moves,
  }: {
    begins: (touches: readonly (readonly [number, number])[]) => boolean;
    holdAt: (left: number, top: number) => Hold | undefined;
    layoutOf: () => MovableLayout | undefined;
    moves: AxisMoves;
  },
): void {
  let axis: Axis | undefined;
  let last: readonly [number, number] | undefined;
  const placesOf = (event: TouchEvent): (readonly [number, number])[] =>
    [...event.targetTouches].map((touch) => pointerIn(figure, touch));
  const partsOf = (event: TouchEvent, axis: Axis): readonly [number, number] | undefined => {
    const [one, other] = placesOf(event).map((place) => holdAt(...place)?.parts[axis]);
    return one === undefined || other === undefined ? undefined : [one, other];
  };
  const listen = (
    kind: "touchstart" | "touchmove" | "touchend" | "touchcancel",
    heard: (event: TouchEvent) => void,
  ): void => {
    figure.addEventListener(kind, heard, { passive: false });
  };
  listen("touchstart", (event) => {
    axis = last = undefined;
    const places = placesOf(event);
    const [one, other] = places;
    if (places.length !== 2 || !one || !other || !begins(places)) return;
    event.preventDefault();
    const layout = layoutOf();
    axis = Math.abs(one[0] - other[0]) >= Math.abs(one[1] - other[1]) ? layout?.across.axis : layout?.up.axis;
    if (!axis) return;
    last = partsOf(event, axis);
  });
  listen("touchmove", (event) => {
    if (!axis || event.targetTouches.length !== 2) return;
    event.preventDefault();
    const now = partsOf(event, axis);
    if (now && last && Math.abs(now[0] - now[1]) > 0.05) {
      moves.pan(axis, (last[0] + last[1] - now[0] - now[1]) / 2);
      moves.zoom(axis, (last[0] - last[1]) / (now[0] - now[1]), (now[0] + now[1]) / 2);
    }
    last = now;
  });
  for (const kind of ["touchend", "touchcancel"] as const) {
    listen(kind, () => {
      axis = last = undefined;
    });
  }
}
