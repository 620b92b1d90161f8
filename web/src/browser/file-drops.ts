/**
 * Takes files that are dropped onto an element, while `isWelcome` returns true, unless a part of the element takes them.
 * `marked` has the class `dropping` while a file is over it.
 */
export function acceptDrops(
  element: HTMLElement,
  marked: HTMLElement,
  isWelcome: () => boolean,
  dropped: (file: File) => void,
): void {
  const mark = (isOver: boolean): void => void marked.classList.toggle("dropping", isOver);
  element.addEventListener("dragover", (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files") || !isWelcome()) return;
    event.preventDefault();
    mark(true);
  });
  element.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) mark(false);
  });
  element.addEventListener("drop", (event) => {
    mark(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (event.defaultPrevented || !file || !isWelcome()) return;
    event.preventDefault();
    dropped(file);
  });
}
