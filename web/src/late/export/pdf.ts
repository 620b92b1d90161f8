import { jsPDF } from "jspdf";
import { svg2pdf } from "svg2pdf.js";
import { withFaces } from "../../browser/font-faces";
import type { Typeface } from "./typeface";

/** Writes a drawing as a PDF page of this size, in points; its letters are those of the typeface. */
export type PdfWriter = (
  drawing: SVGSVGElement,
  size: { width: number; height: number },
  typeface: Typeface,
  about: { title: string; creator: string },
) => Promise<Blob>;

const write: PdfWriter = async (drawing, { width, height }, typeface, about) => {
  const pdf = new jsPDF({
    unit: "pt",
    format: [width, height],
    orientation: width > height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  pdf.setProperties(about);
  for (const { family, style, file } of typeface.faces) {
    const name = `${family}-${style}.ttf`;
    pdf.addFileToVFS(name, file);
    pdf.addFont(name, family, style);
  }
  await withFaces(typeface.faces, () => svg2pdf(drawing, pdf, { width, height }));
  return pdf.output("blob");
};

export default write;
