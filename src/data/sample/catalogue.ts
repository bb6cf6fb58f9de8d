/** A product of the invented shop. */
export interface Product {
  /** As it stands in the CSV: quoted where it has to be. */
  readonly field: string;
  readonly category: number;
  /** List price, in the file's currency. */
  readonly price: number;
  readonly logPrice: number;
  /** What is bought along with it, and how likely. */
  readonly companions: readonly { readonly product: number; readonly chance: number }[];
}

/** A category, with how much it is asked for from January to December. */
interface Category {
  readonly name: string;
  readonly popularity: number;
  readonly months: readonly number[];
  readonly products: readonly (readonly [name: string, price: number])[];
}

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

const SHOP: readonly Category[] = [
  {
    name: 'Kitchen',
    popularity: 18,
    months: [1, 1, 1, 1, 1, 1, 0.9, 0.9, 1, 1.1, 1.3, 1.5],
    products: [
      ['Dish towel', 6.5],
      ['Ceramic mug, blue', 11.9],
      ['Paring knife', 19.5],
      ['Pour-over coffee dripper', 27],
      ['Cast iron pan', 54],
      ['Hand coffee grinder', 79],
      ['Enamel casserole', 129],
      ['Espresso machine', 389],
    ],
  },
  {
    name: 'Food & tea',
    popularity: 22,
    months: [1.1, 1.1, 1, 1, 0.9, 0.8, 0.8, 0.8, 1, 1.1, 1.3, 1.6],
    products: [
      ['Paper filters', 4.2],
      ['Sea salt flakes', 5.8],
      ['Coffee beans 1 kg', 21.5],
      ['Longjing green tea 龙井茶', 32],
      ['Olive oil tin', 38],
      ['Tea gift box 茶礼盒', 88],
    ],
  },
  {
    name: 'Stationery',
    popularity: 14,
    months: [1.2, 0.9, 0.9, 0.9, 0.9, 0.9, 1, 1.5, 1.5, 1, 1, 1.1],
    products: [
      ['Ink cartridges', 6.9],
      ['Notebook A5', 12.5],
      ['Gel pens, set of 5', 14],
      ['Desk planner', 24],
      ['Fountain pen', 62],
      ['Leather portfolio', 145],
    ],
  },
  {
    name: 'Sports',
    popularity: 13,
    months: [1.4, 1.1, 1.1, 1.1, 1.1, 1, 1, 0.9, 1, 0.9, 0.8, 0.9],
    products: [
      ['Drinking bottle', 15],
      ['Resistance bands', 22],
      ['Yoga mat', 41],
      ['Trail running vest', 84],
      ['Running shoes', 119],
      ['Rowing machine', 640],
    ],
  },
  {
    name: 'Garden',
    popularity: 10,
    months: [0.3, 0.6, 1.6, 2.2, 2.1, 1.5, 1, 0.8, 0.8, 0.7, 0.4, 0.3],
    products: [
      ['Flower seeds', 3.5],
      ['Potting soil', 9.5],
      ['Terracotta pot', 17],
      ['Pruning shears', 33],
      ['Watering can', 46],
      ['Raised bed', 149],
    ],
  },
  {
    name: 'Electronics',
    popularity: 15,
    months: [0.9, 0.8, 0.9, 0.9, 0.9, 1, 0.9, 0.9, 1, 1, 1.7, 1.6],
    products: [
      ['USB-C cable', 9.9],
      ['Phone case', 18],
      ['Desk lamp', 49],
      ['Bluetooth speaker', 72],
      ['"Monitor arm 24"""', 95],
      ['Wireless headphones', 189],
      ['Tablet 11', 459],
    ],
  },
  {
    name: 'Toys',
    popularity: 8,
    months: [0.6, 0.6, 0.8, 0.9, 0.9, 1, 0.8, 0.8, 0.9, 1, 1.9, 2.6],
    products: [
      ['Bouncy ball', 3.9],
      ['Picture book', 13],
      ['Wooden train', 29],
      ['Train tracks', 36],
      ['Building blocks', 58],
      ['Doll house', 135],
    ],
  },
];

/** What goes together: whoever buys the first often buys the second along with it. */
const AFFINITIES: readonly (readonly [lead: string, companion: string, chance: number])[] = [
  ['Pour-over coffee dripper', 'Paper filters', 0.55],
  ['Hand coffee grinder', 'Coffee beans 1 kg', 0.45],
  ['Espresso machine', 'Coffee beans 1 kg', 0.5],
  ['Coffee beans 1 kg', 'Paper filters', 0.18],
  ['Fountain pen', 'Ink cartridges', 0.5],
  ['Desk planner', 'Gel pens, set of 5', 0.25],
  ['Yoga mat', 'Resistance bands', 0.3],
  ['Running shoes', 'Drinking bottle', 0.22],
  ['Terracotta pot', 'Potting soil', 0.45],
  ['Raised bed', 'Potting soil', 0.6],
  ['Raised bed', 'Flower seeds', 0.35],
  ['Wooden train', 'Train tracks', 0.35],
  ['Tablet 11', 'USB-C cable', 0.35],
  ['Wireless headphones', 'USB-C cable', 0.2],
];

/** Writes a text as a CSV field: quoted where a comma or a quote stands in it. */
function csvField(text: string): string {
  if (text.startsWith('"')) return text;
  return text.includes(',') ? `"${text}"` : text;
}

const NAMES = SHOP.flatMap((category) => category.products.map(([name]) => name));

/** Categories by number. */
export const CATEGORIES: readonly string[] = SHOP.map((category) => category.name);

/** Products by number, those of a category side by side. */
export const PRODUCTS: readonly Product[] = SHOP.flatMap((category, index) =>
  category.products.map(([name, price]) => ({
    field: csvField(name),
    category: index,
    price,
    logPrice: Math.log(price),
    companions: AFFINITIES.filter(([lead]) => lead === name).map(([, companion, chance]) => ({
      product: NAMES.indexOf(companion),
      chance,
    })),
  })),
);

/** Numbers of the products of each category. */
export const PRODUCTS_OF: readonly (readonly number[])[] = CATEGORIES.map((_, category) =>
  PRODUCTS.flatMap((product, index) => (product.category === category ? [index] : [])),
);

/** Demand for each category in each month, 0 to 11. */
export const DEMAND: readonly (readonly number[])[] = EVEN.map((_, month) =>
  SHOP.map((category) => category.popularity * (category.months[month] ?? 1)),
);

/** What goes together, for the truth beside a file. */
export const KNOWN_AFFINITIES = AFFINITIES.map(([lead, companion, chance]) => ({ lead, companion, chance }));
