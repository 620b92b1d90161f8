import embedded from "embedded-libraries";
import integrity from "library-integrity";
import { inflated } from "./gzip";
import { scriptPlace } from "../../browser/script-place";
import { trusted, withLeave } from "../../browser/trusted-types";

/** Loads a library from a script beside this one, or from what is packed into the page that is one file. */
export default async function load(name: string): Promise<unknown> {
  const script = document.createElement("script");
  const packed = embedded[name];
  try {
    if (packed === undefined) beside(script, name);
    else script.textContent = trusted().createScript(await inflated(packed).text());
  } catch (error) {
    throw new Error(withLeave(error));
  }
  try {
    return await new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(new Error(`${script.src || name} could not be loaded. The next try loads it anew.`));
      };
      script.addEventListener("provide", (event) => {
        resolve((event as CustomEvent<unknown>).detail);
      });
      // A script that ends without providing anything is not the library.
      script.addEventListener("load", fail);
      script.addEventListener("error", fail);
      document.head.append(script);
      if (packed !== undefined) fail();
    });
  } finally {
    script.remove();
  }
}

/** Has a script load a file beside this one, by the leave that this one had. */
function beside(script: HTMLScriptElement, name: string): void {
  const file = `reluscope-${name}.js`;
  const { folder, nonce, crossOrigin } = scriptPlace;
  if (folder === "") throw new Error(`${file} could not be loaded: nothing tells in which folder it is.`);
  script.nonce = nonce;
  script.crossOrigin = crossOrigin;
  // Where this script has no leave to read what another host sends, the browser could not check it.
  if (crossOrigin !== null) script.integrity = integrity[name] ?? "";
  script.src = trusted().createScriptURL(folder + file);
}
