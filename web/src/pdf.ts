import { jsPDF } from "jspdf";
import { svg2pdf } from "svg2pdf.js";
import { provide } from "./provide";
import type { Typeface } from "./typeface";

/** Writes a drawing as a PDF page of this size, in points; its letters are those of the typeface. */
export type PdfWriter = (
  drawing: SVGSVGElement,
  size: { width: number; height: number },
  typeface: Typeface,
  about: { title: string; creator: string },
) => Promise<Blob>;

const write: PdfWriter = async (drawing, { width, height }, { family, upright, italic }, about) => {
  const pdf = new jsPDF({
    unit: "pt",
    format: [width, height],
    orientation: width > height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  pdf.setProperties(about);
  for (const [style, file] of [
    ["normal", upright],
    ["italic", italic],
  ] as const) {
    pdf.addFileToVFS(`${style}.ttf`, file);
    pdf.addFont(`${style}.ttf`, family, style);
  }
  await svg2pdf(drawing, pdf, { width, height });
  return pdf.output("blob");
};

provide(write);
