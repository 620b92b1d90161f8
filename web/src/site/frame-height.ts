import { heightOf, heightWanted } from "./height-message";

/**
 * For the page around frames with the instrument: makes each as high as it says it needs. A frame is only listened to
 * about itself, and only while what it shows is from where its address says.
 */

/** More than any screen: a faulty frame cannot push the page away. */
const highest = 5000;

/** The origin that messages of a frame have. */
function originOf(frame: HTMLIFrameElement): string {
  const isOpaque = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
  return isOpaque ? "null" : new URL(frame.src || "about:blank").origin;
}

window.addEventListener("message", ({ data, source, origin }) => {
  const height = heightOf(data);
  if (height === undefined) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source && originOf(frame) === origin) {
      frame.style.height = `${Math.min(height, highest)}px`;
    }
  }
});

// Frames that loaded earlier posted their heights before this script listened: ask again.
for (const { contentWindow } of document.querySelectorAll("iframe")) contentWindow?.postMessage(heightWanted, "*");
