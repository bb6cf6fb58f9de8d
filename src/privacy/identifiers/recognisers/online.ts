import { NOBODY } from '../legal-hints.ts';
import { recogniserFrom } from '../recogniser.ts';

/** E-mail addresses with a domain that has a top level, internationalised ones in ASCII form included. */
export const email = recogniserFrom({
  kind: 'email',
  subject: 'person',
  distinctive: true,
  shapes: [
    /(?<![\p{L}\d.!#$%&'*+/=?^_`{|}~-])[\p{L}\d!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[\p{L}\d!#$%&'*+/=?^_`{|}~-]{1,64}){0,16}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.){1,8}(?:xn--[a-z\d-]{1,59}|\p{L}{2,63})(?![\p{L}\d-])/gu,
  ],
});

const SCHEME_URL = /(?<![\w@])https?:\/\/(?:[\w-]+\.)+[a-z]{2,24}\b(?::\d{1,5})?(?:[/?#][^\s"'<>]*)?/gi;
const BARE_DOMAIN =
  /(?<![\w@./-])(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:com|org|net|edu|gov|int|mil|info|biz|app|dev|[a-z]{2})(?![\w@-])(?:\/[^\s"'<>]*)?/gi;

/** Web addresses, and bare domains of the old and the two-letter top levels. */
export const url = recogniserFrom({
  kind: 'url',
  subject: 'thing',
  legal: NOBODY,
  distinctive: true,
  shapes: [SCHEME_URL, BARE_DOMAIN],
});

const IPV4 =
  /\b(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b(?:\/(?:3[0-2]|[12]?\d)(?!\d))?/gu;
/** What may be IPv6: hexadecimal groups and colons, perhaps an IPv4 tail, a zone, a prefix length. */
const IPV6_LIKE =
  /(?<![\w:])[\da-f:]{0,5}:[\da-f:]{1,39}(?:(?:\.\d{1,3}){3})?(?:%\w+)?(?:\/(?:12[0-8]|1[01]\d|[1-9]?\d)(?!\d))?(?![\w:])(?!\.\d)/gi;

/** IP addresses of both versions, with zone and prefix length where given. SOURCE: RFC 791, RFC 4291, RFC 4632. */
export const ipAddress = recogniserFrom({
  kind: 'ipAddress',
  subject: 'device',
  evidence: 'shape',
  distinctive: true,
  shapes: [IPV4, IPV6_LIKE],
  check: (candidate) => !candidate.includes(':') || isIpv6(candidate),
});

/** Whether a text is an IPv6 address: eight groups, or fewer with one `::`; the last two may be written as IPv4. */
function isIpv6(candidate: string): boolean {
  const address = candidate.replace(/[%/].*$/u, '');
  const tail = /(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/u.exec(address)?.[0];
  if (address.includes('.') && (tail === undefined || tail.split('.').some((octet) => Number(octet) > 255))) {
    return false;
  }
  const grouped = tail === undefined ? address : `${address.slice(0, -tail.length)}0:0`;
  const halves = grouped.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[\da-f]{1,4}$/iu.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

/** Addresses of network cards, but those that stand for none (all zeros) or for all (all ones). SOURCE: IEEE 802. */
export const macAddress = recogniserFrom({
  kind: 'macAddress',
  subject: 'device',
  evidence: 'shape',
  distinctive: true,
  shapes: [
    /(?<![\w:-])[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?![\w:-])/gi,
    /(?<![\w.])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w.])/gi,
  ],
  check: (candidate) => !/^(?:0+|f+)$/iu.test(candidate.replace(/[:.-]/gu, '')),
});
