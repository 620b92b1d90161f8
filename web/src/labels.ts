import type { Selection } from "d3-selection";

/** A run of letters: italic unless said otherwise, on the line or below it. */
interface Piece {
  text: string;
  upright?: boolean;
  below?: boolean;
}

/** A mathematical label, as plain text with subscripts. */
export type Label = readonly Piece[];

export const labelOfFunction: Label = [
  { text: "h" },
  { text: "θ", below: true },
  { text: "(", upright: true },
  { text: "x" },
  { text: ")", upright: true },
];

export const labelOfInput: Label = [{ text: "x" }];

export const labelOfKinks: Label = [
  { text: "−", upright: true },
  { text: "w" },
  { text: "j", below: true },
  { text: ",2", below: true, upright: true },
  { text: "/", upright: true },
  { text: "w" },
  { text: "j", below: true },
  { text: ",1", below: true, upright: true },
];

export const labelOfWeights: Label = [
  { text: "s", upright: true },
  { text: "j", below: true },
  { text: "‖", upright: true },
  { text: "w" },
  { text: "j", below: true },
  { text: "‖", upright: true },
];

export const labelOfLoss: Label = [
  { text: "L" },
  { text: "(", upright: true },
  { text: "θ" },
  { text: ")", upright: true },
];

export const labelOfIterations: Label = [{ text: "Iterations", upright: true }];

/** Writes a label into a `text` element. Sizes are numbers, so that what is exported keeps them. */
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
