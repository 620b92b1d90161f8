import { jsPDF } from "jspdf";
import typeface from "../late/export/typeface";

let known: jsPDF | undefined;

/** A document that knows the letters of figures. */
function letters(): jsPDF {
  if (known) return known;
  known = new jsPDF({ unit: "px", hotfixes: ["px_scaling"] });
  for (const { family, style, file } of typeface.faces) {
    known.addFileToVFS(`${family}-${style}.ttf`, file);
    known.addFont(`${family}-${style}.ttf`, family, style);
  }
  return known;
}

/** The width of a text in pixels, in the letters of figures, whatever family is asked for beside θ's. */
export function textWidth(text: string, size: number, family: string, style = "normal"): number {
  const { family: usual, thetaFamily } = typeface;
  const pdf = letters();
  if (family.includes(thetaFamily)) pdf.setFont(thetaFamily, "italic");
  else pdf.setFont(usual, style);
  return pdf.getStringUnitWidth(text) * size;
}
