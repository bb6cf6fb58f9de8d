import { sql, type Sql } from '../../src/contract/sql.ts';

/** Signs of full width from ！ to ～, the full stop of Chinese, and blanks that are not plain ones. */
const WIDE = `${Array.from({ length: 94 }, (_, place) => String.fromCharCode(0xff01 + place)).join('')}。\u3000\u00a0`;
const NARROW = `${Array.from({ length: 94 }, (_, place) => String.fromCharCode(0x21 + place)).join('')}.  `;

/** Signs that nobody sees: spaces without width, joiners, and the byte order mark. */
const UNSEEN = '[\\x{200B}-\\x{200D}\\x{2060}\\x{FEFF}]';

const ADDRESS = '[^@\\s]+@[^@\\s]+\\.[^@\\s.]+';

/**
 * An e-mail address as it is compared: signs of full width made plain, blanks around it and unseen signs taken out, lower
 * case, Unicode NFC. NULL for what is no address.
 *
 * @param text VARCHAR
 * @param gmail whether addresses of Gmail, which takes no notice of dots and of what follows a plus sign, are compared
 * without these
 */
export function emailForm(text: Sql, gmail: boolean): Sql {
  const seen = sql`regexp_replace(translate(${text}, ${WIDE}, ${NARROW}), ${UNSEEN}, '', 'g')`;
  const trimmed = (each: Sql): Sql => sql`lower(trim(${each}, ${' \t\r\n'}))`;
  // Most addresses are ASCII, of which the rest changes nothing and takes most of the time.
  const plain = sql`CASE WHEN strlen(${text}) = length(${text}) THEN ${trimmed(text)}
    ELSE nfc_normalize(${trimmed(seen)}) END`;
  const address = sql`nullif(regexp_extract(${plain}, ${`^${ADDRESS}$`}), '')`;
  return gmail ? gmailForm(address) : address;
}

/** SOURCE: Gmail help, "Dots don't matter in Gmail addresses" and "Create task-specific addresses". */
function gmailForm(address: Sql): Sql {
  const local = sql`replace(split_part(split_part(${address}, '@', 1), '+', 1), '.', '')`;
  return sql`CASE WHEN split_part(${address}, '@', 2) IN ('gmail.com', 'googlemail.com') AND ${local} <> ''
    THEN ${local} || '@gmail.com' ELSE ${address} END`;
}

/**
 * An id as it is compared: blanks around it taken off, nothing else. Where ids of the orders are digits, zeros before
 * them and a point with zeros behind them, which spreadsheets add and take, do not matter.
 */
export function idForm(text: Sql, digits: boolean): Sql {
  const plain = sql`nullif(trim(${text}), '')`;
  if (!digits) return plain;
  return sql`coalesce(try_cast(regexp_extract(${plain}, '^([0-9]{1,18})(?:\\.0*)?$', 1) AS BIGINT)::VARCHAR, ${plain})`;
}
