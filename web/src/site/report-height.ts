import { heightWanted, type HeightMessage } from "./height-message";

/**
 * Inside a frame: tells the page around it how high `content` is, whenever that changes and when it is asked. A height is
 * no secret, so any page may hear it.
 */
export function reportHeight(content: HTMLElement): void {
  const { parent } = window;
  if (parent === window) return;
  document.documentElement.toggleAttribute("framed", true);
  const report = (): void => {
    // While it fills the screen its height is the screen's.
    if (content.hasAttribute("presenting")) return;
    const { height } = document.body.getBoundingClientRect();
    const message: HeightMessage = { type: "relu-scope:height", height: Math.ceil(height) };
    parent.postMessage(message, "*");
  };
  new ResizeObserver(report).observe(content);
  window.addEventListener("message", ({ source, data }) => {
    if (source === parent && data === heightWanted) report();
  });
}
