/**
 * Draws a long list a few rows a frame, from the next frame on, so that no frame is held up. Call it while a component is made.
 *
 * @param total rows there are
 * @param perFrame rows added in one frame
 * @returns how many rows to draw now; grows until it reaches the total
 */
export function drawInFrames(total: () => number, perFrame: number): { readonly count: number } {
  let drawn = $state(0);
  $effect(() => {
    if (drawn >= total()) return;
    const frame = requestAnimationFrame(() => {
      drawn += perFrame;
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  });
  return {
    get count() {
      return Math.min(drawn, total());
    },
  };
}
