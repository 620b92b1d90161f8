/**
 * Makes the wheel scroll the page over a focused number field: browsers would change its value instead, and every notch
 * would train a new run. They leave read-only fields alone, so the field is read-only until the wheel has scrolled.
 */
export function leaveWheelToPage(element: HTMLElement): void {
  element.addEventListener(
    "wheel",
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== "number" || target.readOnly) return;
      target.readOnly = true;
      setTimeout(() => {
        target.readOnly = false;
      });
    },
    { passive: true, capture: true },
  );
}
