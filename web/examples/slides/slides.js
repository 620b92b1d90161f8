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
  // On paper a slide is one page, with all its fragments: a figure cannot be in two states.
  pdfSeparateFragments: false,
});

/** Follows the last link to a frame that the slide shows. Going back undoes it, since then another is the last. */
function steer() {
  linksOn(Reveal.getCurrentSlide())
    .findLast((link) => !link.closest(".fragment:not(.visible)"))
    ?.click();
}

for (const change of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) Reveal.on(change, steer);

/** For paper every figure goes to where its slide leaves it in the end; what would play, to the end of its run. */
function steerAll() {
  for (const slide of Reveal.getSlides()) {
    const last = linksOn(slide).at(-1);
    if (!last) continue;
    last.click();
    const scope = document.getElementById(last.dataset.reluScope);
    if (!scope.playing) continue;
    scope.pause();
    scope.frame = Infinity;
  }
}

function linksOn(slide) {
  return [...slide.querySelectorAll("[data-relu-scope]")];
}

// The first with ?print-pdf, the others without: a page that is printed must be ready before the figures are drawn.
Reveal.on("pdf-ready", steerAll);
window.addEventListener("beforeprint", steerAll, { capture: true });
window.addEventListener("afterprint", steer);

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
