import { numbers } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { PROVINCES } from '../../src/privacy/hierarchies/chinese-provinces.ts';
import type { Database, Run } from '../engine/database.ts';

/** What stands behind the short name of a province. */
const SUFFIX = '(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$';
const ENGLISH_SUFFIX = '[ -](province|municipality|city|shi|sheng|sar|(.* )?autonomous region)$';

/** Other ways to write a name in English. */
const ALSO: readonly (readonly [string, string])[] = [
  ['Macau', '澳门'],
  ['Hongkong', '香港'],
  ['Nei Mongol', '内蒙古'],
  ['Xizang', '西藏'],
];

function forms(inChinese: boolean): readonly (readonly [string, string])[] {
  const names = Object.values(PROVINCES);
  const shown = (chinese: string, english: string): string => (inChinese ? chinese : english);
  return [
    ...names.flatMap(({ chinese, english }): (readonly [string, string])[] => [
      [chinese, shown(chinese, english)],
      [english.toLowerCase(), shown(chinese, english)],
    ]),
    ...ALSO.map(([form, province]): readonly [string, string] => {
      const english = names.find(({ chinese }) => chinese === province)?.english ?? form;
      return [form.toLowerCase(), shown(province, english)];
    }),
  ];
}

/** Whether any of the values is written in Chinese, so that all names of provinces are shown so. */
export async function isChinese(db: Database, run: Run, value: Sql, from: Sql): Promise<boolean> {
  const found = await db.query(
    sql`SELECT count(*) AS n FROM (SELECT DISTINCT ${value} AS v FROM ${from}) WHERE regexp_matches(v, '[\\x{4e00}-\\x{9fff}]')`,
    run,
  );
  return (numbers(found, 'n')[0] ?? 0) > 0;
}

/**
 * A region under one name however it is written: 北京市, 北京 and Beijing are one. What is no Chinese province stays as
 * it is.
 *
 * @param inChinese whether provinces are shown by their Chinese names
 */
export function regionName(value: Sql, inChinese: boolean): Sql {
  const all = forms(inChinese);
  const keys = all.map(([form]) => sql`${form}`);
  const names = all.map(([, name]) => sql`${name}`);
  const short = sql`regexp_replace(regexp_replace(lower(trim(${value})), ${SUFFIX}, ''), ${ENGLISH_SUFFIX}, '')`;
  return sql`coalesce(MAP([${keys}], [${names}])[${short}], trim(${value}))`;
}
