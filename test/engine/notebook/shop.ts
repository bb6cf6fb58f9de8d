/** Numbers from 0 to 1, the same ones each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Id of a customer, which nothing else could be taken for. */
export const idOf = (customer: number): string =>
  `QZ${(customer * 7919 + 104_729).toString(36).toUpperCase()}XK`;

/**
 * Orders of customers who buy at rates of their own and drop out, over two years; amounts make every sum a number of its
 * own.
 */
export function shop(customers: number): string {
  const next = seeded(7);
  const rows = ['customer_id,order_date,amount,country,channel'];
  for (let customer = 0; customer < customers; customer += 1) {
    const rate = 10 + 300 * next();
    const place = next();
    const country = place < 0.5 ? 'DE' : place < 0.85 ? 'FR' : place < 0.97 ? 'IT' : 'MT';
    let day = Math.floor(90 * next());
    do {
      const date = new Date(Date.UTC(2023, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      const amount = (2000 + 9000 * next()).toFixed(4);
      rows.push([idOf(customer), date, amount, country, next() < 0.6 ? 'web' : 'shop'].join());
      day -= rate * Math.log(1 - next());
    } while (day < 700 && next() < 0.95);
  }
  return rows.join('\n');
}
