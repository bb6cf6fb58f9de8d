function words(list: string): ReadonlySet<string> {
  return new Set(list.split(',').map((word) => word.trim()));
}

/** What columns of gender hold. */
export const GENDERS = words(
  `m, f, male, female, man, woman, other, unknown, non-binary, nonbinary, diverse, d, w, x, u, 男, 女, 男性, 女性, 未知, 保密, 其他, 不明, männlich, weiblich, divers, mann, frau,
  homme, femme, masculin, féminin, h, hombre, mujer, masculino, femenino, v, maschio, femmina, uomo, donna, feminino, masc, fem, boy, girl, prefer not to say, 남, 여, 남자, 여자`,
);

/** Letters that alone might be a gender or anything else. */
export const GENDER_LETTERS = words('m, f, w, d, x, u, h, v');

/** What columns of religion hold. */
export const RELIGIONS = words(
  `christian, christianity, catholic, roman catholic, protestant, lutheran, evangelical, baptist, methodist, orthodox, muslim, islam, jewish, judaism, jew, hindu, hinduism, buddhist, buddhism, sikh, atheist, agnostic, mormon,
  佛教, 道教, 基督教, 天主教, 伊斯兰教, 无宗教信仰, katholisch, evangelisch, römisch-katholisch, muslimisch, jüdisch, konfessionslos, catholique, protestant, musulman, juif, católico, católica, musulmán, judío, cattolico, musulmano, ebreo`,
);

/** What columns of ethnicity hold; Chinese ones end in 族. */
export const ETHNICITIES = words(
  `white, black, asian, hispanic, latino, latina, african american, caucasian, native american, pacific islander, black or african american, hispanic or latino, white british, black african, asian indian, chinese, mixed race, two or more races, american indian, alaska native, asian-pac-islander, amer-indian-eskimo`,
);

/** What columns of marital status hold. */
export const MARITAL = words(
  `single, married, divorced, widowed, separated, never married, never-married, married-civ-spouse, 未婚, 已婚, 离异, 离婚, 丧偶, ledig, verheiratet, geschieden, verwitwet, célibataire, marié, mariée, divorcé, veuf, soltero, casado, divorciado, viudo, celibe, sposato`,
);

/** What yes-or-no columns hold. */
export const YES_NO = words(
  `yes, no, y, n, true, false, t, f, 0, 1, 是, 否, 同意, 不同意, 已同意, 未同意, on, off, ja, nein, oui, non, si, sí, sim, não, opt-in, opt-out, opted in, opted out, granted, denied, subscribed, unsubscribed, 订阅, 退订, 已订阅, はい, いいえ`,
);

const COUNTRY_LANGUAGES = ['en', 'zh-CN', 'de', 'fr', 'es', 'it', 'pt', 'ja'];

let countries: ReadonlySet<string> | null = null;

/** Names of countries in several languages, and their two letters, in lower case; from the platform's own tables. */
export function countryWords(): ReadonlySet<string> {
  if (countries !== null) return countries;
  const found = new Set([
    'uk',
    'usa',
    'uae',
    'eire',
    'england',
    'scotland',
    'south korea',
    'russia',
    'czech republic',
  ]);
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  for (const language of COUNTRY_LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const first of letters) {
      for (const second of letters) {
        const name = names.of(first + second);
        if (name !== undefined) found.add(name.toLowerCase()).add((first + second).toLowerCase());
      }
    }
  }
  countries = found;
  return found;
}
