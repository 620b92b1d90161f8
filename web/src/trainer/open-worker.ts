import { trainer as words } from "../text/prose";
import { trusted } from "../browser/trusted-types";

/** Starts a worker from the text of its script. `lost` is called with the reason why it has ended. Throws where none may start. */
export function openWorker(
  script: string,
  received: (message: unknown) => void,
  lost: (reason: string) => void,
): Worker {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    const worker = new Worker(trusted().createScriptURL(address));
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      received(data);
    };
    worker.addEventListener("messageerror", () => {
      lost(words.doesNotArrive);
    });
    worker.onerror = (event) => {
      event.preventDefault();
      lost(event.message || words.isBlocked);
    };
    return worker;
  } finally {
    // Browsers read the address when a worker is made; the late ones in the next turn.
    setTimeout(() => {
      URL.revokeObjectURL(address);
    });
  }
}
