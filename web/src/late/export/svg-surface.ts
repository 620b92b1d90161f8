import { select } from "d3-selection";
import { make, makeSvg } from "../../browser/dom";
import type { Surface } from "../../plot/surface";
import { SvgContext } from "../../plot/svg-context";

/**
 * A surface of a figure to be saved: all of it is SVG, the marks included, `width` by `height` pixels. Put its figure
 * into the page for as long as it is drawn, so that the style sheet gives it its colours.
 */
export function svgSurface(
  name: string,
  width: number,
  height: number,
  parts: Pick<Surface, "hasLegend" | "hasNoCursor"> = {},
): Surface {
  const area = makeSvg("rect");
  // Several may be in one page.
  const clip = makeSvg("clipPath", { id: `plot-${name}` }, area);
  const marks = makeSvg("g");
  const svg = makeSvg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height) },
    clip,
    marks,
  );
  return {
    figure: make("div", { class: `view figure ${name}`, hidden: "" }, svg),
    svg,
    width,
    height,
    scale: 1,
    crowd: 2000,
    ...parts,
    fit: () => undefined,
    marks(box, around) {
      select(area)
        .attr("x", -around)
        .attr("y", -around)
        .attr("width", box.width + 2 * around)
        .attr("height", box.height + 2 * around);
      marks.replaceChildren();
      marks.setAttribute("transform", `translate(${box.left},${box.top})`);
      marks.setAttribute("clip-path", `url(#plot-${name})`);
      return new SvgContext(marks);
    },
    layer: (layer) => select(svg).append("g").attr("class", layer),
  };
}
