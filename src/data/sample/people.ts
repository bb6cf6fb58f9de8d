import { TOPIC } from './process.ts';
import { cumulate, type Random } from '../../stats/random/random.ts';

/** Someone invented. Fields stand as they do in the CSV. */
export interface Person {
  name: string;
  email: string;
  phone: string;
  country: string;
  /** Where the person mostly buys. */
  channel: string;
  /** The category the person likes best. */
  favourite: number;
}

type Written = readonly (readonly [shown: string, latin: string])[];

/** Reads `shown/latin` pairs; a name that is written in plain letters stands alone. */
function names(list: string): Written {
  return list.split(' ').map((entry) => {
    const [shown = '', latin = shown] = entry.split('/');
    return [shown, latin.toLowerCase().replaceAll("'", '')] as const;
  });
}

const CHINESE_FAMILY = names(
  '王/Wang 李/Li 张/Zhang 刘/Liu 陈/Chen 杨/Yang 黄/Huang 赵/Zhao 吴/Wu 周/Zhou 徐/Xu 孙/Sun 马/Ma 朱/Zhu 胡/Hu ' +
    '郭/Guo 何/He 林/Lin 高/Gao 罗/Luo 郑/Zheng 梁/Liang 谢/Xie 宋/Song 唐/Tang 许/Xu 韩/Han 冯/Feng 邓/Deng 曹/Cao',
);
const CHINESE_GIVEN = names(
  '伟/Wei 芳/Fang 娜/Na 秀英/Xiuying 敏/Min 静/Jing 丽/Li 强/Qiang 磊/Lei 军/Jun 洋/Yang 勇/Yong 艳/Yan 杰/Jie ' +
    '涛/Tao 明/Ming 超/Chao 霞/Xia 平/Ping 刚/Gang 桂英/Guiying 子涵/Zihan 雨桐/Yutong 浩然/Haoran 欣怡/Xinyi ' +
    '梓轩/Zixuan 思远/Siyuan 诗涵/Shihan 嘉怡/Jiayi 宇航/Yuhang 晓明/Xiaoming 建国/Jianguo 海燕/Haiyan 志强/Zhiqiang',
);
const WESTERN_GIVEN = names(
  'Anna Ben Clara David Emma Felix Grace Henry Isla Jack Julia Leon Lena Liam Maria Max Mia Noah Nora Oscar Paul ' +
    'Rosa Sam Sofia Theo Tom Vera Will Zoë/Zoe José/Jose Chloé/Chloe Jürgen/Juergen Åsa/Asa Amélie/Amelie Aoife ' +
    'Hannah Oliver Charlotte Lucas Ruby',
);
const WESTERN_FAMILY = names(
  "Adams Baker Clark Davies Evans Fischer Garcia Hughes Jackson Keller Lopez Martin Meyer Moore Novak O'Brien " +
    'Parker Petit Roberts Schmidt Silva Smith Taylor Thomas Walker Weber White Wilson Wright Young Müller/Mueller ' +
    'Núñez/Nunez Lefèvre/Lefevre Sørensen/Sorensen Brontë/Bronte Durand Rossi Costa Lindgren Kowalski',
);

/** Names that never belong to anyone (RFC 2606, RFC 6761). */
const MAIL_DOMAINS = ['synthetic.example', 'mail.synthetic.example', 'synthetic.invalid'] as const;

interface Country {
  readonly code: string;
  readonly weight: number;
  /** Share of people with Chinese names. */
  readonly chinese: number;
  /** Numbers set aside for fiction: a prefix, the digits that follow, and the first and last they may be. */
  readonly phones: readonly (readonly [prefix: string, digits: number, first: number, last: number])[];
}

/** North American 555-0100 to 555-0199, set aside for fiction; also for countries that have no such range. */
const NORTH_AMERICAN: Country['phones'] = ['202', '212', '303', '312', '415', '512', '617', '702', '808'].map(
  (area) => [`+1 ${area} 555 `, 4, 100, 199] as const,
);
/** Ofcom's numbers for drama. */
const BRITISH: Country['phones'] = [
  ['+44 20 7946 ', 4, 0, 999],
  ['+44 7700 ', 6, 900_000, 900_999],
  ['+44 161 496 ', 4, 0, 999],
];
/** Numbers of the Bundesnetzagentur for media. */
const GERMAN: Country['phones'] = [
  ['+49 30 23125 ', 3, 0, 999],
  ['+49 40 66969 ', 3, 0, 999],
  ['+49 89 99998 ', 3, 0, 999],
];
/** Numbers of Arcep for audiovisual works. */
const FRENCH: Country['phones'] = [
  ['+33 1 99 00 ', 4, 0, 9999],
  ['+33 6 39 98 ', 4, 0, 9999],
];
/** Numbers of ACMA for creative works. */
const AUSTRALIAN: Country['phones'] = [
  ['+61 2 5550 ', 4, 0, 9999],
  ['+61 3 7010 ', 4, 0, 9999],
];

const COUNTRIES: readonly Country[] = [
  { code: 'CN', weight: 26, chinese: 0.98, phones: NORTH_AMERICAN },
  { code: 'US', weight: 22, chinese: 0.04, phones: NORTH_AMERICAN },
  { code: 'DE', weight: 13, chinese: 0.01, phones: GERMAN },
  { code: 'GB', weight: 12, chinese: 0.02, phones: BRITISH },
  { code: 'FR', weight: 9, chinese: 0.01, phones: FRENCH },
  { code: 'AU', weight: 6, chinese: 0.06, phones: AUSTRALIAN },
  { code: 'SG', weight: 5, chinese: 0.7, phones: NORTH_AMERICAN },
  { code: 'CA', weight: 5, chinese: 0.05, phones: NORTH_AMERICAN },
  { code: 'LU', weight: 1.9, chinese: 0.01, phones: FRENCH },
  { code: 'IS', weight: 0.1, chinese: 0, phones: BRITISH },
];
const COUNTRY_SUMS = cumulate(COUNTRIES.map((country) => country.weight));

const CHANNELS = ['web', 'app', 'store', 'marketplace', 'phone'] as const;
const CHANNEL_SUMS = cumulate([42, 30, 15, 11, 2]);

function pick<T>(list: readonly T[], random: Random, otherwise: T): T {
  return list[random.below(list.length)] ?? otherwise;
}

/** Draws a channel as customers at large use them. */
export function drawChannel(random: Random): string {
  return CHANNELS[random.weighted(CHANNEL_SUMS)] ?? 'web';
}

function phone(country: Country, random: Random): string {
  const [prefix, digits, first, last] = pick(country.phones, random, ['+1 202 555 ', 4, 100, 199] as const);
  return prefix + String(first + random.below(last - first + 1)).padStart(digits, '0');
}

/**
 * Invents a person: always the same one for the same seed and number. No name, address or number belongs to
 * anyone: e-mail domains are under `.example` and `.invalid`, phone numbers are set aside for fiction.
 *
 * @param number a customer's number; guests have numbers of their own
 * @param categories how many categories there are to like
 * @param random used up to any point
 * @param into filled in; a file of any size needs only one
 */
export function inventPerson(
  { seed, number, categories }: { seed: number; number: number; categories: number },
  random: Random,
  into: Person,
): void {
  random.seed(seed, number, TOPIC.person);
  const country = COUNTRIES[random.weighted(COUNTRY_SUMS)] ?? COUNTRIES[0];
  if (country === undefined) return;
  const chinese = random.uniform() < country.chinese;
  const given = pick(chinese ? CHINESE_GIVEN : WESTERN_GIVEN, random, ['', ''] as const);
  const family = pick(chinese ? CHINESE_FAMILY : WESTERN_FAMILY, random, ['', ''] as const);
  into.name = chinese ? family[0] + given[0] : `${given[0]} ${family[0]}`;
  into.email = `${given[1]}.${family[1]}${number}@${pick(MAIL_DOMAINS, random, MAIL_DOMAINS[0])}`;
  into.phone = phone(country, random);
  into.country = country.code;
  into.channel = drawChannel(random);
  into.favourite = random.below(categories);
}

/** A person to be filled in. */
export function nobody(): Person {
  return { name: '', email: '', phone: '', country: '', channel: '', favourite: 0 };
}
