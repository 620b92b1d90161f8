import type { Recording } from "../../run/recording";
import type { Ends } from "../../trainer/trainer-module";
import type { Room } from "../../views/view";
import type { Coarse } from "./coarse-run";

/** An axis that does not reach far enough is made longer by this part of its length, not to be again at once. */
const slack = 0.25;

/** The room that axes need for a coarse run besides the run on the page: the same as before as long as that is enough. */
export function roomFor({ recording, shrinkage }: Coarse, onPage: Recording, room: Room | undefined): Room | undefined {
  const [needed, there] = [recording, onPage].map((run) => ({
    ...run.weightAxis("linear"),
    losses: endsOf(run.frameLoss),
  }));
  if (!needed || !there) return room;
  const [low, high] = needed.range;
  const range = longer([low * shrinkage, high * shrinkage], there.range, room?.weights.range);
  const norms = longer(
    [0, needed.largestNorm * shrinkage],
    [0, there.largestNorm],
    room && [0, room.weights.largestNorm],
  );
  const losses = longer(needed.losses, there.losses, room?.losses);
  const isEnough = !range && !norms && !losses;
  if (isEnough) return room;
  return {
    weights: {
      range: range ?? room?.weights.range ?? there.range,
      largestNorm: norms?.[1] ?? room?.weights.largestNorm ?? there.largestNorm,
    },
    losses: losses ?? room?.losses ?? there.losses,
  };
}

/** The smallest of losses that is positive, and the largest. */
function endsOf(losses: readonly number[]): Ends {
  return [Math.min(...losses.filter((loss) => loss > 0)), Math.max(...losses)];
}

/** The ends of an axis that holds a range besides what is there, where neither that nor the room holds it. */
function longer([low, high]: Ends, there: Ends, room = there): Ends | undefined {
  const [from, to] = [Math.min(there[0], room[0]), Math.max(there[1], room[1])];
  if (!(low < from || high > to)) return undefined;
  const more = slack * (Math.max(high, to) - Math.min(low, from));
  // What is positive stays so, for logarithmic axes.
  return [low < from ? (low > 0 ? low * slack : low - more) : from, high > to ? high + more : to];
}
