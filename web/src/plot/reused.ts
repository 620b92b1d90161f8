/** How many numbers are kept at most: a picture of a page's size has fewer, one for a poster may have a hundred times as many. */
const most = 2 ** 23;

/**
 * Numbers whose memory is used again, for what is needed in one go: they are the caller's until the next call, and hold what was
 * left in them. A page of new memory takes longer to get than to fill a hundred times.
 */
export function reused<Numbers extends Int32Array | Float64Array>(
  make: (length: number) => Numbers,
): (length: number) => Numbers {
  let kept = make(0);
  return (length) => {
    if (length > most) return make(length);
    if (kept.length < length) kept = make(length);
    return kept.subarray(0, length) as Numbers;
  };
}
