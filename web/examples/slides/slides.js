/* The deck: reveal.js, and figures that follow its slides and fragments. */

const isInFigure = ({ target }) => target.localName === "relu-scope";

Reveal.initialize({
  width: 1120,
  height: 640,
  margin: 0.02,
  center: false,
  hash: true,
  transition: "none",
  // On a phone too slides are slides, only smaller.
  scrollActivationWidth: null,
  // What is pressed in a figure is meant for the figure.
  keyboardCondition: (event) => !isInFigure(event),
});

/** Follows the last link to a frame that the slide shows. Going back undoes it, since then another is the last. */
function steer() {
  const links = [...Reveal.getCurrentSlide().querySelectorAll("[data-relu-scope]")];
  links.findLast((link) => !link.closest(".fragment:not(.visible)"))?.click();
}

for (const change of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) Reveal.on(change, steer);

/** Gives the keyboard back to the slides. */
function letGo() {
  const { activeElement } = document;
  (activeElement.shadowRoot?.activeElement ?? activeElement).blur();
}

Reveal.on("slidechanged", ({ previousSlide }) => {
  previousSlide?.querySelector("relu-scope")?.pause();
  letGo();
});

// But the two keys of a clicker always turn the slides, and Escape ends it.
document.addEventListener(
  "keydown",
  (event) => {
    const turn = { PageUp: () => Reveal.prev(), PageDown: () => Reveal.next() }[event.key];
    if (!turn || !isInFigure(event)) return;
    event.preventDefault();
    event.stopPropagation();
    turn();
  },
  { capture: true },
);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isInFigure(event) && !event.defaultPrevented) letGo();
});
