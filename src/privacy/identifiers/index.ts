import type { Recogniser } from './recogniser.ts';
import * as africa from './recognisers/africa.ts';
import * as australia from './recognisers/australia.ts';
import * as dates from './recognisers/dates.ts';
import * as devices from './recognisers/devices.ts';
import * as germany from './recognisers/germany.ts';
import * as greaterChina from './recognisers/hong-kong-macao-taiwan.ts';
import * as india from './recognisers/india.ts';
import * as japan from './recognisers/japan.ts';
import * as korea from './recognisers/korea.ts';
import * as latinAmerica from './recognisers/latin-america.ts';
import * as mainland from './recognisers/mainland-china.ts';
import * as northAmerica from './recognisers/north-america.ts';
import * as north from './recognisers/northern-europe.ts';
import * as online from './recognisers/online.ts';
import * as payment from './recognisers/payment.ts';
import * as phones from './recognisers/phone.ts';
import * as southEastAsia from './recognisers/south-east-asia.ts';
import * as south from './recognisers/southern-europe.ts';
import * as turkey from './recognisers/turkey.ts';
import * as kingdom from './recognisers/united-kingdom.ts';
import * as west from './recognisers/western-europe.ts';

/**
 * Every kind of identifier that is known by its looks. Reached by a dynamic import only: the telephone plans weigh more
 * than all the rest.
 */
export const RECOGNISERS: readonly Recogniser[] = [
  online.email,
  phones.phone,
  mainland.cnResidentId,
  mainland.cnUscc,
  mainland.cnMobile,
  mainland.cnPassport,
  mainland.cnTravelPermit,
  mainland.cnLicensePlate,
  mainland.cnPostcode,
  greaterChina.hkId,
  greaterChina.moId,
  greaterChina.twId,
  greaterChina.twBusinessNumber,
  payment.paymentCard,
  payment.iban,
  payment.bitcoinAddress,
  payment.usRoutingNumber,
  payment.usBankAccount,
  online.ipAddress,
  online.macAddress,
  online.url,
  devices.imei,
  devices.vin,
  dates.date,
  ...Object.values(northAmerica),
  ...Object.values(kingdom),
  ...Object.values(germany),
  ...Object.values(south),
  ...Object.values(north),
  ...Object.values(west),
  ...Object.values(latinAmerica),
  ...Object.values(japan),
  ...Object.values(korea),
  ...Object.values(india),
  ...Object.values(southEastAsia),
  ...Object.values(africa),
  ...Object.values(turkey),
  ...Object.values(australia),
  phones.nationalPhone,
];

const BY_KIND = new Map(RECOGNISERS.map((recogniser) => [recogniser.kind, recogniser]));

/** The recogniser of a kind; undefined for kinds that are not known by their looks. */
export function recogniser(kind: string): Recogniser | undefined {
  return BY_KIND.get(kind);
}
