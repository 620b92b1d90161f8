// Runs in each page that tools/dev serves: reloads it after a build, and shows why one failed.

if (window === window.top) {
  const shown = new URL(document.currentScript.src).searchParams.get("built");
  const note = document.createElement("pre");
  note.setAttribute("role", "alert");
  note.style.cssText = `position: fixed; inset: auto 0 0; z-index: 9; max-height: 50vh; overflow: auto; margin: 0;
    padding: 1em; color: white; background: darkred; white-space: pre-wrap`;
  new EventSource("/dev/events").onmessage = ({ data }) => {
    const { built, problem } = JSON.parse(data);
    note.textContent = problem;
    if (problem) document.body.append(note);
    else note.remove();
    if (String(built) !== shown) location.reload();
  };
}
