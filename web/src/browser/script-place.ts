/** The address of this script, and the attributes by which its page allowed it. */
interface ScriptPlace {
  /** The folder of the files that are loaded later, ending with a slash; empty where it is unknown. */
  folder: string;
  readonly nonce: string;
  readonly crossOrigin: string | null;
}

/** Determined when the script first runs: browsers do not report it later. */
export const scriptPlace: ScriptPlace = foundPlace();

function foundPlace(): ScriptPlace {
  // The modules are in a folder inside that one.
  if (import.meta.url) return { folder: folderOf(import.meta.url, ".."), nonce: "", crossOrigin: null };
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) {
    const { src, nonce, crossOrigin } = currentScript;
    // A CDN serves the script under the name of its package too, which is the folder's.
    const file = src.replace(/\/reluscope(@[^/]*)?$/, "$&/");
    return { folder: folderOf(file || document.baseURI), nonce, crossOrigin };
  }
  // Imported, alone or in a bundle, or in a shadow tree: the stack of an error has the address.
  const address = /((?:https?|file):\/\/\S+?)(?::\d+){1,2}\)?$/m.exec(stack())?.[1];
  return {
    folder: folderOf(address ?? document.baseURI),
    nonce: "",
    crossOrigin: address === undefined ? null : "anonymous",
  };
}

function folderOf(file: string, path = "."): string {
  return URL.canParse(path, file) ? new URL(path, file).href : "";
}

function stack(): string {
  const { stack }: { stack?: unknown } = new Error();
  return typeof stack === "string" ? stack : "";
}
