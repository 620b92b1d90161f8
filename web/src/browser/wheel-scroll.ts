/**
 * Has wheels scroll the page over a field for a number that has the focus: browsers would turn its value, and train anew at
 * every notch. They leave fields alone that are only to be read, which these are until the wheel has had its effect.
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
