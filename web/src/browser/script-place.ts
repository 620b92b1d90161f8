/** Where this script comes from, and by what leave of its page. */
interface ScriptPlace {
  /** The folder of the files that are loaded later, ending with a slash; empty where that cannot be told. */
  folder: string;
  readonly nonce: string;
  readonly crossOrigin: string | null;
}

/** Found when the script first runs, for no browser tells later. */
export const scriptPlace: ScriptPlace = foundPlace();

function foundPlace(): ScriptPlace {
  // The modules are in a folder inside that one.
  if (import.meta.url) return { folder: folderOf(import.meta.url, ".."), nonce: "", crossOrigin: null };
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) {
    const { src, nonce, crossOrigin } = currentScript;
    return { folder: folderOf(src || document.baseURI), nonce: nonce ?? "", crossOrigin };
  }
  // Imported, alone or bundled with others, or in a shadow tree: an error tells where it was made.
  const address = /((?:https?|file):\/\/\S+?)(?::\d+){1,2}\)?$/m.exec(stack())?.[1];
  return { folder: folderOf(address ?? document.baseURI), nonce: "", crossOrigin: address === undefined ? null : "anonymous" };
}

function folderOf(file: string, path = "."): string {
  return URL.canParse(path, file) ? new URL(path, file).href : "";
}

function stack(): string {
  const { stack }: { stack?: unknown } = new Error();
  return typeof stack === "string" ? stack : "";
}
