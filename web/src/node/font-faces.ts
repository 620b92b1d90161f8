/** Does something that measures letters: here they are measured in the files of faces themselves, as `text-width.ts` does. */
export async function withFaces(_faces: unknown, work: () => unknown): Promise<void> {
  await work();
}
