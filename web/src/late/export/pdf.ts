import { jsPDF } from "jspdf";
import { svg2pdf } from "svg2pdf.js";
import { bytesOf } from "../../browser/base64";
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
  // The browser has to know the letters too, for how wide they are.
  const faces = typeface.faces.map(({ family, style, file }) => new FontFace(family, bytesOf(file), { style }));
  for (const face of faces) document.fonts.add(face);
  try {
    await Promise.all(faces.map((face) => face.load()));
    await svg2pdf(drawing, pdf, { width, height });
  } finally {
    for (const face of faces) document.fonts.delete(face);
  }
  return pdf.output("blob");
};

export default write;
