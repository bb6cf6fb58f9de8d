import { CHINESE_SURNAMES, GIVEN_NAMES } from './given-names.ts';
import {
  countryWords,
  ETHNICITIES,
  GENDER_LETTERS,
  GENDERS,
  MARITAL,
  RELIGIONS,
  YES_NO,
} from './value-words.ts';

/** Shares of the distinct values of a column that look a certain way, 0 to 1. */
export type ValueShares = Readonly<Record<ShareName, number>>;

const DATE =
  /^(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}[-/. ](?:\d{1,2}|\p{L}{3,9})[-/. ,]+\d{2,4}|\p{L}{3,9} \d{1,2},? \d{4}|(?:19|20)\d{6})(?:[T ]\d{1,2}:\d{2}.*)?$/u;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/iu;
const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/iu;
const HEX = /^(?=.*[a-f])(?=.*\d)[0-9a-f]{16,}$/iu;
const PAIR = /^[[(]?\s*-?\d{1,3}\.\d{3,}\s*[,; ]\s*-?\d{1,3}\.\d{3,}\s*[\])]?$/u;
const POINT = /^POINT\s?\(-?\d+\.?\d* -?\d+\.?\d*\)$/u;
const SECRET =
  /^(?:\$2[aby]?\$\d\d\$.{53}|\$argon2.+|\$pbkdf2.+|eyJ[\w-]+\.[\w-]+\.[\w-]*|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|sk[-_](?:live|test)?[-_]?\w{20,}|-----BEGIN .*)$/u;
const STREET_WORDS =
  /(?:\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way|square|sq|terrace|highway|hwy|rue|via|calle|avenida|av|plaza|rua|piazza|box|apt|suite|unit|floor)\b|stra(?:ss|ß)e|str\.|weg\b|gasse|platz|allee|laan|straat|gatan|gade|veien|utca|ulica|[路街巷弄]|[村镇乡].*\d|\d+[号室栋楼])/iu;
const HAN_ADDRESS = /\p{Script=Han}+(?:省|市|区|县|州).*(?:路|街|道|号|村|镇|巷|弄|室|栋|楼)/u;
const HAN_PLACE = /^\p{Script=Han}{1,8}(?:省|市|区|县|州|盟|旗)$/u;
const COMPANY =
  /\b(?:inc|ltd|llc|gmbh|ag|corp|co|plc|s\.?a\.?r?\.?l?|bv|nv|kg|oy|ab|pty|limited|company)\.?$|(?:公司|集团|株式会社)/iu;
const COMPANY_HEADS = /^(?:株式会社|有限会社)/u;
const POSTCODE =
  /^(?:\d{3,7}|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}[- ]\d{2,4}|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,3}[- ]?\d{2,6})$/iu;
const WORDS_ONLY = /^[\p{L}\p{M}'’`.\- ]+$/u;
const NUMBER = /^[-+]?(?:[$€£¥￥]\s?)?[-+]?\d{1,3}(?:[,. ]?\d{3})*(?:[.,]\d+)?(?:[eE][-+]?\d+)?\s?%?$/u;

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function isChineseName(text: string): boolean {
  if (!/^\p{Script=Han}{2,4}$/u.test(text)) return false;
  return CHINESE_SURNAMES.has(text.slice(0, 1)) || CHINESE_SURNAMES.has(text.slice(0, 2));
}

function isGivenName(text: string): boolean {
  return plain(text)
    .split(/[^\p{L}]+/u)
    .some((word) => GIVEN_NAMES.has(word));
}

function within(text: string, low: number, high: number): boolean {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) && value >= low && value <= high;
}

function wordCount(text: string): number {
  return text.split(/\s+/u).length;
}

/** Ten digits from 2001 to 2033 as seconds, thirteen as milliseconds. */
function isEpoch(text: string): boolean {
  return /^1\d{9}(?:\.\d+)?$|^1\d{12}$/u.test(text) && within(text.slice(0, 10), 1e9, 2e9);
}

const TESTS = {
  date: (text: string) => DATE.test(text),
  time: (text: string) => TIME.test(text),
  epoch: isEpoch,
  uuid: (text: string) => UUID.test(text),
  hex: (text: string) => HEX.test(text),
  pair: (text: string) => PAIR.test(text) || POINT.test(text),
  secret: (text: string) => SECRET.test(text),
  number: (text: string) => NUMBER.test(text),
  whole: (text: string) => /^[-+]?\d+$/u.test(text),
  fine: (text: string) => /^-?\d{1,3}\.\d{3,}$/u.test(text),
  latitude: (text: string) => within(text, -90, 90),
  longitude: (text: string) => within(text, -180, 180),
  age: (text: string) =>
    (/^\d{1,3}$/u.test(text) && within(text, 0, 120)) || /^\d{1,3}\s?(?:[-–~]\s?\d{1,3}|\+)$/u.test(text),
  year: (text: string) => /^(?:19|20)\d\d$/u.test(text),
  words: (text: string) => WORDS_ONLY.test(text),
  digits: (text: string) => /\d/u.test(text),
  code: (text: string) => /^[\w.\-/#]+$/u.test(text) && /\d/u.test(text),
  oneWord: (text: string) => !/\s/u.test(text),
  twoWords: (text: string) => wordCount(text) >= 2 && wordCount(text) <= 4,
  longText: (text: string) => wordCount(text) >= 5 || /\p{Script=Han}{12,}/u.test(text),
  street: (text: string) =>
    HAN_ADDRESS.test(text) || (/\d/u.test(text) && /\p{L}{2,}/u.test(text) && /\s/u.test(text)),
  streetWord: (text: string) => HAN_ADDRESS.test(text) || (/\d/u.test(text) && STREET_WORDS.test(text)),
  hanPlace: (text: string) => HAN_PLACE.test(text),
  postcode: (text: string) => POSTCODE.test(text),
  company: (text: string) => COMPANY.test(text) || COMPANY_HEADS.test(text),
  chineseName: isChineseName,
  givenName: isGivenName,
  gender: (text: string) => GENDERS.has(text.toLowerCase()),
  genderLetter: (text: string) => GENDER_LETTERS.has(text.toLowerCase()),
  religion: (text: string) => RELIGIONS.has(text.toLowerCase()),
  ethnicity: (text: string) => ETHNICITIES.has(text.toLowerCase()) || /^\p{Script=Han}{1,5}族$/u.test(text),
  marital: (text: string) => MARITAL.has(text.toLowerCase()),
  yesNo: (text: string) => YES_NO.has(text.toLowerCase()),
  country: (text: string) => countryWords().has(text.toLowerCase()),
  bloodType: (text: string) => /^(?:A|B|AB|O)(?: ?[+-]|型| ?(?:pos|neg)\.?|\s?rh[+-])$/iu.test(text),
  diagnosis: (text: string) => /^[A-TV-Z]\d\d(?:\.\d{1,4})$/u.test(text),
} as const;

/** What is looked for in values. */
export type ShareName = keyof typeof TESTS;

const NAMES = Object.keys(TESTS) as ShareName[];

/** What the distinct values of a column look like. */
export interface ValueProfile {
  /** Distinct values looked at. */
  readonly tested: number;
  readonly shares: ValueShares;
  /** Characters of a value: the mean, and whether all have the same number. */
  readonly meanLength: number;
  readonly fixedLength: boolean;
  /** Mean number of words. */
  readonly meanWords: number;
  /** Whether whole numbers follow one another so closely that they were counted up. */
  readonly counted: boolean;
}

/** Numbers that fill at least this share of their range were given out one after the other. */
const DENSE = 0.2;

function isCounted(values: readonly string[], distinct: number): boolean {
  const tails = values.map((value) => /^\D{0,6}(\d{1,15})$/u.exec(value)?.[1]);
  if (values.length < 5 || tails.some((tail) => tail === undefined)) return false;
  const numbers = tails.map(Number);
  const range =
    numbers.reduce((most, each) => Math.max(most, each), 0) -
    numbers.reduce((least, each) => Math.min(least, each), Infinity);
  return distinct / (range + 1) >= DENSE;
}

/**
 * Describes the distinct values of a column.
 *
 * @param values distinct values, trimmed, none empty
 * @param distinct how many there are in the column, of which `values` may be a sample
 */
export function profileValues(values: readonly string[], distinct = values.length): ValueProfile {
  const tested = values.length;
  const share = (test: (text: string) => boolean): number =>
    tested === 0 ? 0 : values.filter(test).length / tested;
  const entries = NAMES.map((name) => [name, share(TESTS[name])] as const);
  const lengths = values.map((value) => value.length);
  const mean = (list: readonly number[]): number =>
    list.length === 0 ? 0 : list.reduce((sum, each) => sum + each, 0) / list.length;
  return {
    tested,
    shares: Object.fromEntries(entries) as unknown as ValueShares,
    meanLength: mean(lengths),
    fixedLength: new Set(lengths).size === 1,
    meanWords: mean(values.map(wordCount)),
    counted: isCounted(values, distinct),
  };
}
