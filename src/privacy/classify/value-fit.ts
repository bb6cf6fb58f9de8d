import type { ValueProfile } from './value-profile.ts';

/** What the values say of a kind. */
export interface ValueFit {
  /** Log-odds by which they speak for it; negative: against it. */
  readonly weight: number;
  /** Which look of the values tells, and the share that has it; null where none does. */
  readonly rule: string | null;
  readonly share: number | null;
}

/** What is asked of a column besides its values' looks. */
export interface FitFacts {
  readonly distinct: number;
  readonly records: number;
}

type Fit = (profile: ValueProfile, facts: FitFacts) => ValueFit;

const NEUTRAL: ValueFit = { weight: 0, rule: null, share: null };

function fit(weight: number, rule: string | null = null, share: number | null = null): ValueFit {
  return { weight, rule, share };
}

/** Speaks for a kind where enough values have a look, else against it. */
function look(rule: keyof ValueProfile['shares'], enough: number, yes: number, no: number): Fit {
  return ({ shares }) =>
    shares[rule] >= enough ? fit(yes, rule, shares[rule]) : fit(no, null, shares[rule]);
}

/** Words without digits, as names and places are; codes of two or three capitals are not ruled out. */
function inWords(yes: number, no: number): Fit {
  return look('words', 0.85, yes, no);
}

/** Given names or Chinese family names among the values, even without a telling name of the column. */
function personNames(most: number): Fit {
  return (profile) => {
    const { shares, meanWords, meanLength } = profile;
    if (shares.chineseName >= 0.85) return fit(6, 'chineseName', shares.chineseName);
    if (shares.words < 0.85 || meanWords > most || meanLength <= 2 || shares.company > 0.2) return fit(-4);
    if (shares.givenName >= 0.15) return fit(5, 'givenName', shares.givenName);
    // Rare names: all of two words or more, and a given name in every twenty-fifth.
    if (shares.givenName >= 0.04 && shares.twoWords >= 0.95) return fit(4.5, 'givenName', shares.givenName);
    return shares.givenName >= 0.05 ? fit(2, 'givenName', shares.givenName) : fit(-0.5);
  };
}

const fullName: Fit = (profile, facts) => {
  const found = personNames(5)(profile, facts);
  const several = profile.shares.twoWords >= 0.6 || profile.shares.chineseName >= 0.85;
  return found.weight > 0 && !several ? fit(found.weight - 2.5, found.rule, found.share) : found;
};

const firstName: Fit = (profile, facts) => {
  const found = personNames(2)(profile, facts);
  return found.weight > 0 && profile.shares.oneWord < 0.6
    ? fit(found.weight - 2.5, found.rule, found.share)
    : found;
};

const birthDate: Fit = ({ shares }) => {
  if (shares.date >= 0.8) return fit(2, 'date', shares.date);
  return shares.year >= 0.9 ? fit(1.5, 'year', shares.year) : fit(-4);
};

/** Few distinct values, none of them long, as of a list to choose from. */
const fromList: Fit = ({ shares, meanWords }, { distinct, records }) =>
  meanWords > 6 || shares.date > 0.5 || shares.fine > 0.5 || (distinct > 60 && distinct > 0.5 * records)
    ? fit(-3)
    : fit(0.5);

function listed(rule: 'religion' | 'ethnicity' | 'marital', yes: number): Fit {
  return (profile, facts) => {
    const share = profile.shares[rule];
    return share >= 0.5 ? fit(yes, rule, share) : fromList(profile, facts);
  };
}

const gender: Fit = ({ shares }, { distinct }) => {
  if (distinct > 12) return fit(-5);
  if (shares.gender < 0.8) return shares.whole === 1 && distinct <= 4 ? fit(0) : fit(-3);
  const lettersOnly = shares.genderLetter >= 0.8;
  return fit(lettersOnly ? (distinct >= 2 ? 3.5 : 1) : 6, 'gender', shares.gender);
};

const health: Fit = (profile) => {
  const { shares } = profile;
  if (shares.bloodType >= 0.8) return fit(6, 'bloodType', shares.bloodType);
  if (shares.diagnosis >= 0.8) return fit(5, 'diagnosis', shares.diagnosis);
  return shares.uuid > 0.5 ? fit(-3) : NEUTRAL;
};

const streetAddress: Fit = ({ shares }) => {
  if (shares.streetWord >= 0.5) return fit(5.5, 'streetWord', shares.streetWord);
  if (shares.street >= 0.3) return fit(2, 'street', shares.street);
  return shares.words >= 0.5 && shares.oneWord < 1 ? fit(0) : fit(-3);
};

const freeText: Fit = ({ shares, meanWords }, { distinct, records }) => {
  const varied = distinct >= 5 && distinct >= 0.2 * records;
  if (shares.longText >= 0.5 && varied) return fit(5, 'longText', shares.longText);
  return meanWords >= 3 || shares.longText > 0.2 ? fit(0.5) : fit(-3);
};

const timestamp: Fit = ({ shares }) => {
  const dated = Math.max(shares.date, shares.time, shares.epoch);
  if (dated >= 0.9) return fit(4, shares.epoch === dated ? 'epoch' : 'date', dated);
  return shares.year >= 0.9 || dated > 0.5 ? fit(1) : fit(shares.words > 0.9 || shares.whole > 0.9 ? 0 : -1);
};

const coordinates: Fit = ({ shares }) =>
  shares.pair >= 0.8 ? fit(8, 'pair', shares.pair) : shares.longText > 0.3 ? fit(-3) : fit(-0.5);

function degrees(rule: 'latitude' | 'longitude'): Fit {
  return ({ shares }) => {
    if (shares.fine >= 0.7 && shares[rule] === 1) return fit(3, rule, shares.fine);
    return shares.number >= 0.9 ? fit(0) : fit(-4);
  };
}

const customerKey: Fit = ({ shares, meanWords }, { distinct }) => {
  if (distinct < 3 || shares.date > 0.5 || shares.fine > 0.5 || meanWords > 3) return fit(-2);
  return shares.words > 0.8 && shares.twoWords > 0.5 ? fit(-2) : fit(0.5);
};

const consentFlag: Fit = ({ shares }, { distinct }) => {
  if (shares.yesNo >= 0.9 && distinct <= 4) return fit(1.5, 'yesNo', shares.yesNo);
  return shares.date >= 0.8 || distinct <= 4 ? fit(0.5) : fit(-4);
};

const money: Fit = look('number', 0.85, 1.5, -0.5);

const product: Fit = ({ shares }) =>
  shares.chineseName >= 0.85 || shares.givenName >= 0.3 ? fit(-2) : NEUTRAL;

const country: Fit = ({ shares }) => {
  if (shares.country >= 0.7)
    return fit(shares.oneWord === 1 && shares.country < 0.9 ? 1 : 4, 'country', shares.country);
  return shares.words >= 0.9 ? fit(0) : fit(-3);
};

const place: Fit = (profile, facts) =>
  profile.shares.hanPlace >= 0.6
    ? fit(5, 'hanPlace', profile.shares.hanPlace)
    : inWords(1, -3)(profile, facts);

const postcode: Fit = look('postcode', 0.85, 1.5, -2.5);

const userName: Fit = ({ shares }) => (shares.oneWord >= 0.9 && shares.number < 0.5 ? fit(0.5) : fit(-2));

const secret: Fit = ({ shares }) =>
  shares.secret >= 0.8 ? fit(10, 'secret', shares.secret) : fit(shares.twoWords > 0.7 ? -2 : 0);

const bareKey: Fit = ({ shares }) =>
  shares.uuid >= 0.9 ? fit(5, 'uuid', shares.uuid) : shares.hex >= 0.9 ? fit(4, 'hex', shares.hex) : NEUTRAL;

const FITS: Readonly<Record<string, Fit>> = {
  fullName,
  firstName,
  lastName: personNames(2),
  middleName: inWords(0.5, -3),
  nameTitle: ({ shares, meanLength }, { distinct }) =>
    shares.words >= 0.8 && meanLength <= 8 && distinct <= 30 ? fit(2.5) : fit(-3),
  userName,
  streetAddress,
  city: place,
  region: place,
  postcode,
  country,
  birthDate,
  deathDate: birthDate,
  age: look('age', 0.95, 2, -4),
  gender,
  maritalStatus: listed('marital', 5),
  ethnicity: listed('ethnicity', 5),
  religion: listed('religion', 5),
  education: fromList,
  politics: fromList,
  unionMembership: fromList,
  sexLife: fromList,
  occupation: inWords(0.5, -1),
  employer: inWords(0.5, -1),
  language: fromList,
  health,
  salary: look('number', 0.8, 1.5, -0.5),
  latitude: degrees('latitude'),
  longitude: degrees('longitude'),
  coordinates,
  password: secret,
  secret,
  cardSecurity: ({ shares }) => (shares.words > 0.8 ? fit(-3) : NEUTRAL),
  customerKey,
  consentFlag,
  freeText,
  timestamp,
  amount: money,
  product,
  rowId: bareKey,
  company: look('company', 0.3, 4, 0),
};

/** Kinds that values tell of even where the name of the column does not. */
export const TOLD_BY_VALUES = [
  'fullName',
  'firstName',
  'streetAddress',
  'gender',
  'health',
  'religion',
  'ethnicity',
  'maritalStatus',
  'country',
  'city',
  'coordinates',
  'secret',
  'freeText',
  'timestamp',
  'rowId',
  'company',
] as const;

/** What the values of a column say of a kind; nothing for kinds without a rule, and where there are no values. */
export function fitOf(kind: string, profile: ValueProfile, facts: FitFacts): ValueFit {
  if (profile.tested === 0) return NEUTRAL;
  return FITS[kind]?.(profile, facts) ?? NEUTRAL;
}
