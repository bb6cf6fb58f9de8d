/**
 * Moves the middles of labels in a column apart until none overlaps its neighbour, each as little as may be: labels
 * that touch move together, to where their wishes balance. (Pooling of adjacent violators: Ayer et al. 1955,
 * DOI 10.1214/aoms/1177728423.)
 *
 * @param wishes where each middle would like to be, any order, CSS pixels
 * @param gap least distance of two middles
 * @param from upper end of the column
 * @param to lower end of it; too many labels for it run over this end
 * @returns where each middle goes, in the order of the wishes
 */
export function spread(wishes: readonly number[], gap: number, from: number, to: number): readonly number[] {
  const order = wishes
    .map((wish, index) => ({ wish, index }))
    .sort((a, b) => a.wish - b.wish || a.index - b.index);
  // Less its place in the order times the gap, every wish may equal but not be above the one before it.
  const blocks: { sum: number; count: number }[] = [];
  for (const [place, { wish }] of order.entries()) {
    let block = { sum: wish - place * gap, count: 1 };
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      if (above.sum / above.count <= block.sum / block.count) break;
      block = { sum: above.sum + block.sum, count: above.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const highest = Math.max(from, to - (order.length - 1) * gap);
  const places = blocks.flatMap(({ sum, count }) =>
    new Array<number>(count).fill(Math.min(highest, Math.max(from, sum / count))),
  );
  const result = new Array<number>(wishes.length).fill(from);
  for (const [place, { index }] of order.entries()) result[index] = (places[place] ?? from) + place * gap;
  return result;
}
