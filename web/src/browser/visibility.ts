import { windowOf } from "./dom";

/** How far from the window something is nearly in sight: soon enough that it is there when the reader comes. */
const nearness = "300px";

/** Tells at first, and whenever it changes, whether an element is in sight or nearly so, until the signal aborts. */
export function watchSight(element: Element, changed: (isInSight: boolean) => void, signal: AbortSignal): void {
  const observer = new (windowOf(element).IntersectionObserver)(
    (entries) => {
      const last = entries.at(-1);
      if (last) changed(last.isIntersecting);
    },
    { rootMargin: nearness },
  );
  observer.observe(element);
  signal.addEventListener("abort", () => {
    observer.disconnect();
  });
}
