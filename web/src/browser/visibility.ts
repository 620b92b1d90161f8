import { windowOf } from "./dom";

/** Elements this close to the window count as in sight, so that they are ready when the reader reaches them. */
const nearness = "300px";

/** Reports at once and on every change whether an element is in sight or close to it, until the signal aborts. */
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
