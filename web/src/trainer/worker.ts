import type { ToWorker } from "./messages";
import { RunQueue } from "./run-queue";
import { servePage } from "./serve-page";

servePage<ToWorker>((trainer, post) => {
  // A message to oneself lets messages from the page come first, and is not throttled as a timer is.
  const turns = new MessageChannel();
  const queue = new RunQueue(trainer, {
    post,
    now: () => performance.now(),
    requestTurn: (run) => {
      turns.port2.postMessage(run);
    },
  });
  turns.port1.onmessage = ({ data }: MessageEvent<number>) => {
    queue.takeTurn(data);
  };
  return queue;
});
