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
import { compare as words } from "../text/prose-opened";

const size = { width: 340, height: 150, tick: 12 };
const margins = { top: 10, right: 24, bottom: 26, left: 54 };

/** Beyond this ratio of the largest to the smallest distance their axis is logarithmic. */
const manyScales = 30;

/** A small curve of the distance between two runs over the iterations, and its largest and last values in words. */
export class DistanceCurve {
  readonly element = make("figure", { class: "distance" });
  #shown: Distances | undefined;

  /** Shows these distances; none until they are known. */
  show(distances: Distances | undefined): void {
    this.element.hidden = !distances;
    if (!distances || distances === this.#shown) return;
    this.#shown = distances;
    this.element.replaceChildren(make("figcaption", {}, ...said(distances)), drawn(distances));
  }
}

function said({ iterations, distances }: Distances): (string | Node)[] {
  const largest = Math.max(...distances);
  const at = iterations[distances.indexOf(largest)] ?? 0;
  const last = distances.at(-1) ?? NaN;
  return [
    ...typesetText(words.distance),
    " ",
    ...typeset(words.distances(formatNumber(largest), formatCount(at), formatNumber(last))),
  ];
}

function drawn({ iterations, distances }: Distances): SVGSVGElement {
  const box = boxWithin(size.width, size.height, margins);
  const positive = distances.filter((distance) => distance > 0);
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const x = scaleLinear([0, iterations.at(-1) ?? 1], [0, box.width]);
  const y: Scale =
    most / least > manyScales
      ? logarithmic([least, most], [box.height, 0])
      : scaleLinear([0, positive.length > 0 ? most : 1], [box.height, 0]).nice(3);
  // Equal functions have no place on a logarithmic axis: the curve begins where they first differ.
  const [floor = 0] = y.domain();
  const path = distances
    .map((distance, k) => `${x(iterations[k] ?? 0).toFixed(1)},${y(Math.max(distance, floor)).toFixed(1)}`)
    .join("L");
  const group = makeSvg("g", { transform: `translate(${box.left},${box.top})` });
  const figure = select(group);
  drawSides(figure.append("g"), box, true);
  const style = { size: size.tick, digits: 7 };
  drawAxis(figure.append("g").attr("transform", `translate(0,${box.height})`), axisBottom<number>(x), x, {
    ...style,
    count: 3,
  });
  drawAxis(figure.append("g"), axisLeft<number>(y), y, { ...style, count: 3 });
  figure.append("path").attr("class", "line").attr("d", `M${path}`);
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
