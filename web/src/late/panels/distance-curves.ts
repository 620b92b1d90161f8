import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { make, makeSvg } from "../../browser/dom";
import { drawAxis, drawSides } from "../../plot/axes";
import { logarithmic, type Scale } from "../../plot/scales";
import { boxWithin } from "../../plot/surface";
import { formatCount, formatNumber, typeset } from "../../text/number-format";
import { typesetText } from "../../text/notation";
import type { Distances } from "../../trainer/messages";
import { letterOf, markOf } from "../../views/runs-behind";
import { styles } from "../../views/theory-marks";
import { compare as words } from "../text/prose-opened";

const size = { width: 340, height: 150, tick: 12 };
const margins = { top: 10, right: 24, bottom: 26, left: 54 };

/** Beyond this ratio of the largest to the smallest distance their axis is logarithmic. */
const manyScales = 30;

/** The distances of the run on screen from the pinned one at a place. */
export interface DistancesFrom {
  readonly index: number;
  readonly distances: Distances;
}

/** Small curves of the distances between runs over the iterations, and their largest and last values in words. */
export class DistanceCurves {
  readonly element = make("figure", { class: "distance" });
  #shown: readonly DistancesFrom[] = [];

  constructor() {
    this.element.hidden = true;
  }

  /** Shows these distances, as far as they are known. */
  show(all: readonly DistancesFrom[]): void {
    this.element.hidden = all.length === 0;
    const isSame = ({ index, distances }: DistancesFrom, k: number): boolean =>
      this.#shown[k]?.index === index && this.#shown[k].distances === distances;
    if (all.length === 0 || (all.length === this.#shown.length && all.every(isSame))) return;
    this.#shown = all;
    this.element.replaceChildren(make("figcaption", {}, ...said(all)), drawn(all));
  }
}

function said(all: readonly DistancesFrom[]): (string | Node)[] {
  return [
    ...typesetText(words.distance),
    ...all.flatMap(({ index, distances: { iterations, distances } }) => {
      const largest = Math.max(...distances);
      const at = iterations[distances.indexOf(largest)] ?? 0;
      const last = distances.at(-1) ?? NaN;
      const name = all.length > 1 ? letterOf(index) : "";
      return [" ", ...typeset(words.distances(formatNumber(largest), formatCount(at), formatNumber(last), name))];
    }),
  ];
}

function drawn(all: readonly DistancesFrom[]): SVGSVGElement {
  const box = boxWithin(size.width, size.height, margins);
  const positive = all.flatMap(({ distances: { distances } }) => distances.filter((distance) => distance > 0));
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const end = Math.max(...all.map(({ distances: { iterations } }) => iterations.at(-1) ?? 1));
  const x = scaleLinear([0, end], [0, box.width]);
  const y: Scale =
    most / least > manyScales
      ? logarithmic([least, most], [box.height, 0])
      : scaleLinear([0, positive.length > 0 ? most : 1], [box.height, 0]).nice(3);
  // Equal functions have no place on a logarithmic axis: the curve begins where they first differ.
  const [floor = 0] = y.domain();
  const group = makeSvg("g", { transform: `translate(${box.left},${box.top})` });
  const figure = select(group);
  drawSides(figure.append("g"), box, true);
  const style = { size: size.tick, digits: 7 };
  drawAxis(figure.append("g").attr("transform", `translate(0,${box.height})`), axisBottom<number>(x), x, {
    ...style,
    count: 3,
  });
  drawAxis(figure.append("g"), axisLeft<number>(y), y, { ...style, count: 3 });
  for (const {
    index,
    distances: { iterations, distances },
  } of all) {
    const path = distances
      .map((distance, k) => `${x(iterations[k] ?? 0).toFixed(1)},${y(Math.max(distance, floor)).toFixed(1)}`)
      .join("L");
    const mark = all.length > 1 ? markOf(index) : "";
    figure
      .append("path")
      .attr("class", `line ${mark}`)
      .attr("d", `M${path}`)
      .attr(
        "stroke-dasharray",
        mark && styles[mark].dashes ? styles[mark].dashes.map((length) => 1.6 * length).join(" ") || null : null,
      );
  }
  return makeSvg(
    "svg",
    {
      viewBox: `0 0 ${size.width} ${size.height}`,
      width: String(size.width),
      height: String(size.height),
      "aria-hidden": "true",
    },
    group,
  );
}
