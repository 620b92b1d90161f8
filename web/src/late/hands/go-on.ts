import type { Stage } from "../../panels/stage";
import { formatCount } from "../../text/number-format";
import { hands as words } from "../text/prose-hands";

/** The most neurons whose weights are written into an experiment. */
const mostNeurons = 10_000;

/** Trains a new run from the weights of the frame on screen, whose iterations count on. Resolves with what to say of it. */
export async function goOnFromHere({ training, player, draft }: Stage): Promise<string> {
  const { recording } = training;
  if (!recording) return "";
  const { plot, width } = recording;
  if (plot.inputs > 1 || plot.outputs > 1) return words.shape;
  if (width > mostNeurons) return words.tooWide(formatCount(width), formatCount(mostNeurons));
  const { frame, iteration } = recording.at(player.frame);
  const { w, b, a, c } = await training.neurons(frame);
  const { network, ...others } = structuredClone(recording.experiment);
  const { hiddenBias, outputBias, activation } = network;
  const [start] = [c].flat();
  const initial = { w: [...w], b: [...b], a: [...a], ...(outputBias ? { c: start ?? 0 } : {}) };
  const experiment = {
    ...others,
    network: { initial, hiddenBias, outputBias, activation },
    training: { ...others.training, firstIteration: iteration },
  };
  player.headFor(0);
  await draft.train(JSON.stringify(experiment), { frame: 0 });
  return words.wentOn(formatCount(iteration));
}
