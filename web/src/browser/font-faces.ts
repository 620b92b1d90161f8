import { bytesOf } from "./base64";

/** A face of a typeface, as TrueType in base64. */
export interface Face {
  family: string;
  style: "normal" | "italic";
  file: string;
}

/** Does something while the browser knows these faces, for how wide letters are. */
export async function withFaces(faces: readonly Face[], work: () => unknown): Promise<void> {
  const loaded = faces.map(({ family, style, file }) => new FontFace(family, bytesOf(file), { style }));
  for (const face of loaded) document.fonts.add(face);
  try {
    await Promise.all(loaded.map((face) => face.load()));
    await work();
  } finally {
    for (const face of loaded) document.fonts.delete(face);
  }
}
