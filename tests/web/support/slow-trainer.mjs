/**
 * Runs in a page before its scripts: from when `isSlow` is set there, the trainer hears everything two seconds later, as on a
 * busy machine.
 */
export function slowTrainer() {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...message) {
    setTimeout(() => postMessage.apply(this, message), window.isSlow ? 2000 : 0);
  };
}
