import type { Selection } from "d3-selection";
import { label, type Label } from "../text/notation";

export const labelOfInput = label("x");
export const labelOfKinks = label("−w_{j,2}/w_{j,1}");
export const labelOfWeights = label("\\s_j‖w_j‖");
export const labelOfLoss = label("L(θ)");
export const labelOfPositive = label("a_j > 0");
export const labelOfNegative = label("a_j < 0");
export const labelOfIterations = label("Iterations");
export const labelOfTime = label("t");
export const labelOfScaledTime = label("t / log(1/λ)");

/** The function, or that of its outputs which has this number, from 0. */
export function labelOfOutput({ outputs }: { outputs: number }, output: number): Label {
  return label(outputs === 1 ? "h_θ(x)" : `h_{θ,${output + 1}}(x)`);
}

/** Writes a label into a `text` element. Sizes are numbers, so that exports keep them. */
export function writeLabel(
  text: Selection<SVGTextElement, unknown, null, undefined>,
  label: Label,
  size: number,
): void {
  const drop = size * 0.2;
  text.selectAll("tspan").remove();
  label.forEach((piece, index) => {
    const before = label[index - 1]?.below ?? false;
    const below = piece.below ?? false;
    const shift = Number(below) - Number(before);
    text
      .append("tspan")
      .attr("font-size", below ? size * 0.7 : size)
      .attr("font-style", piece.upright ? "normal" : "italic")
      .attr("dy", shift === 0 ? null : shift * drop)
      .text(piece.text);
  });
}
