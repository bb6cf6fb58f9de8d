import { DEMAND, PRODUCTS, PRODUCTS_OF, type Product } from './catalogue.ts';
import { cumulate, type Random } from '../../stats/random/random.ts';

/** Most lines of an order: the product it is about, its companions, and one by chance. */
const MOST_LINES = 6;
/** How likely one more product comes along that has nothing to do with the first. */
const STRAY = 0.06;
/** How likely a customer buys from the favourite category. */
const LOYALTY = 0.45;
/** How far prices may be from what is spent, as a logarithm. */
const PRICE_TOLERANCE = 0.45;

const DEMAND_SUMS = DEMAND.map(cumulate);

/** An order's lines: products, quantities, and prices in hundredths. Filled in again for every order. */
export class Basket {
  lines = 0;
  readonly product: number[] = new Array<number>(MOST_LINES).fill(0);
  readonly quantity: number[] = new Array<number>(MOST_LINES).fill(0);
  readonly unitCents: number[] = new Array<number>(MOST_LINES).fill(0);
  readonly #weights: number[] = [];

  /**
   * Fills the basket so that it costs what is spent. Products near that price are likelier; the prices paid
   * then differ from the list by what is left, as discounts and options do.
   *
   * @param spent amount of the order, in the file's currency
   * @param several whether there may be more than one line
   */
  fill(
    random: Random,
    {
      spent,
      month,
      favourite,
      several,
    }: { spent: number; month: number; favourite: number; several: boolean },
  ): void {
    this.lines = 0;
    const category =
      random.uniform() < LOYALTY
        ? favourite
        : random.weighted(DEMAND_SUMS[month % DEMAND_SUMS.length] ?? [1]);
    const lead = this.#lead(random, category, spent);
    this.#put(lead, 1);
    if (several) this.#companions(random, lead);
    this.#settle(spent);
  }

  #put(product: number, quantity: number): void {
    if (this.lines >= MOST_LINES || this.#holds(product)) return;
    this.product[this.lines] = product;
    this.quantity[this.lines] = quantity;
    this.lines += 1;
  }

  #holds(product: number): boolean {
    const place = this.product.indexOf(product);
    return place >= 0 && place < this.lines;
  }

  #lead(random: Random, category: number, spent: number): number {
    const products = PRODUCTS_OF[category] ?? [0];
    const target = Math.log(spent);
    let sum = 0;
    products.forEach((product, index) => {
      const distance = (target - (PRODUCTS[product]?.logPrice ?? 0)) / PRICE_TOLERANCE;
      sum += Math.exp(-0.5 * distance * distance) + 1e-9;
      this.#weights[index] = sum;
    });
    this.#weights.length = products.length;
    return products[random.weighted(this.#weights)] ?? 0;
  }

  #companions(random: Random, lead: number): void {
    for (const { product, chance } of PRODUCTS[lead]?.companions ?? []) {
      if (random.uniform() < chance) this.#put(product, 1);
    }
    if (random.uniform() < STRAY) this.#put(random.below(PRODUCTS.length), 1);
  }

  #settle(spent: number): void {
    let others = 0;
    for (let line = 1; line < this.lines; line += 1) others += this.#list(line).price;
    const { price } = this.#list(0);
    const leads = Math.max(1, Math.min(24, Math.round((spent - others) / price)));
    this.quantity[0] = leads;
    const paid = spent / (others + leads * price);
    for (let line = 0; line < this.lines; line += 1) {
      this.unitCents[line] = Math.max(1, Math.round(this.#list(line).price * paid * 100));
    }
  }

  #list(line: number): Product {
    const product = PRODUCTS[this.product[line] ?? 0];
    if (product === undefined) throw new RangeError('a basket holds only products of the catalogue');
    return product;
  }
}
