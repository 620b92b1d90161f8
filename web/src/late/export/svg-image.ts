/**
 * An SVG file as a picture that a canvas can paint. Rejects with a sentence when the browser does not take it: a content
 * policy may forbid it.
 */
export async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  try {
    await image.decode();
  } catch {
    throw new Error(
      "This browser makes no picture of the drawing. A page with a content policy has to allow img-src data:.",
    );
  }
  return image;
}
